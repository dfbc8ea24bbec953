package org.pennypost.server.drive;

/** Is told of connections. Thread-safe; does not block. */
public interface ConnectionListener {
    /** Does not listen. */
    ConnectionListener NONE = new ConnectionListener() {
        @Override
        public void opened(String service) {}

        @Override
        public void closed(String service) {}

        @Override
        public void refused(String service) {}
    };

    /** A connection has a place. */
    void opened(String service);

    /** Its place is free again. */
    void closed(String service);

    /** There was no place for one. */
    void refused(String service);
}
