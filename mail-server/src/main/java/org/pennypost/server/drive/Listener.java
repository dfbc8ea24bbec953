package org.pennypost.server.drive;

import java.net.InetSocketAddress;

/** A bound port. Its connections outlive it. */
public interface Listener extends AutoCloseable {
    /** Where it listens; with the real port if port 0 was asked for. */
    InetSocketAddress address();

    /** Accepts no more connections. */
    @Override
    void close();
}
