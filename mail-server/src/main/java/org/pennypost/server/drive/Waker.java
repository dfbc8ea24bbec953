package org.pennypost.server.drive;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells a connection that something changed, on another thread than the one that changed it: that one may hold a lock
 * of the store. Any number of calls before the connection gets to it are one.
 */
final class Waker implements Runnable {
    private final Executor executor;
    private final Runnable wake;
    private final AtomicBoolean pending = new AtomicBoolean();

    Waker(Executor executor, Runnable wake) {
        this.executor = executor;
        this.wake = wake;
    }

    @Override
    public void run() {
        if (pending.compareAndSet(false, true)) {
            try {
                executor.execute(this::deliver);
            } catch (RejectedExecutionException stopped) {
                System.getLogger(Waker.class.getName())
                        .log(System.Logger.Level.TRACE, "a change after the end", stopped);
            }
        }
    }

    private void deliver() {
        pending.set(false); // first: a change that comes meanwhile must not be missed
        wake.run();
    }
}
