package org.pennypost.core.engine;

import org.pennypost.core.mailbox.StoreException;

/** Something that others bring to an end, well or badly; nobody needs to keep a thread for it. Thread-safe. */
public interface Pending {
    /** It has ended well. */
    Pending DONE = new Pending() {
        @Override
        public void await() {
            // there is nothing to wait for
        }

        @Override
        public void whenSettled(Runnable then) {
            then.run();
        }
    };

    /**
     * Waits for the end, if it has not come.
     *
     * @throws StoreException if it is a bad one
     */
    void await() throws StoreException;

    /**
     * Has this run when the end has come, at once if it has: in the thread that brings it about for others too, and must
     * not be kept from that. Called once at most.
     */
    void whenSettled(Runnable then);
}
