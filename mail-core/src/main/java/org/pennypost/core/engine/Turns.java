package org.pennypost.core.engine;

/**
 * Where work that needs much memory asks for its turn, so that no more of it goes on at the same time than there is room
 * for. Whoever drives a conversation knows how much that is, and hands this in. Thread-safe.
 */
public interface Turns {
    /** There is room for everybody at once. */
    Turns AT_ONCE = octets -> Turn.COME;

    /** A turn for work that needs about so many octets; it may have come already. */
    Turn ask(long octets);

    /** One turn: pending until it has come, so that no thread waits for it. It must be closed, before it has come or later. */
    interface Turn extends Pending, AutoCloseable {
        /** One that has come, and that nobody else waits for. */
        Turn COME = new Turn() {
            @Override
            public void await() {
                // it has come
            }

            @Override
            public void whenSettled(Runnable then) {
                then.run();
            }

            @Override
            public void close() {
                // nobody waits
            }
        };

        /** Waits until it has come. */
        @Override
        void await();

        /** Makes room for others, who may begin in this call. A turn that has not come yet comes now. May be called again. */
        @Override
        void close();
    }
}
