package org.pennypost.server;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** A part of a start that another thread does while this one goes on. */
final class Meanwhile<T> {
    private static final System.Logger LOG = System.getLogger(Meanwhile.class.getName());

    private final FutureTask<T> task;

    /** What is done. */
    @FunctionalInterface
    interface Part<T> {
        T make() throws StartFailure;
    }

    private Meanwhile(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Meanwhile<T> begun(Part<T> part) {
        FutureTask<T> task = new FutureTask<>(part::make);
        Thread thread = new Thread(task, "mail-start");
        thread.setDaemon(true);
        thread.start();
        return new Meanwhile<>(task);
    }

    /** Waits for it, and closes what came of it if anything did: nothing is done any more when this returns. */
    void abandoned(Consumer<T> close) {
        try {
            close.accept(task.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException nothing) {
            LOG.log(System.Logger.Level.DEBUG, "a part of a start that had failed already", nothing);
        }
    }

    /** Waits for it. */
    T get() throws StartFailure {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure(ExitStatus.UNAVAILABLE, "the start was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("a bug of ours: a part of the start failed", e.getCause());
        }
    }
}
