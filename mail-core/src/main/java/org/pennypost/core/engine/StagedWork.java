package org.pennypost.core.engine;

import org.pennypost.core.mailbox.StoreException;

/**
 * Work in the middle of which others are waited for. To run it is to begin it, to wait and to end it; a driver that has
 * better use for its threads does not wait ({@link Call#run(java.util.function.Consumer, Runnable)}). Once it has
 * begun, one of its ends comes, even if the conversation is over by then.
 */
public interface StagedWork<T> extends Work<T> {
    /** The first half. May block; what it throws is the outcome, and no end comes. */
    Pending begin() throws StoreException;

    /** The second half, if what was waited for has ended well. Waits for nothing. */
    T settled();

    /** The second half, if it has not. May block. */
    T refused(StoreException why) throws StoreException;

    @Override
    default T run() throws StoreException {
        Pending pending = begin();
        try {
            pending.await();
        } catch (StoreException why) {
            return refused(why);
        }
        return settled();
    }
}
