package org.pennypost.store.maildir;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work of some milliseconds that another thread does while this one has something else to do. There are as many such
 * threads as processors, and what they do waits for nobody. Thread-safe.
 */
final class Alongside<T> {
    private static final ExecutorService THREADS = threads();

    private final CompletableFuture<T> result;

    private Alongside(CompletableFuture<T> result) {
        this.result = result;
    }

    static <T> Alongside<T> begin(Supplier<T> work) {
        return begin(work, THREADS);
    }

    /** Where the system has no more threads, which is told so, this one does the work: only faster is what two are. */
    static <T> Alongside<T> begin(Supplier<T> work, Executor threads) {
        try {
            return new Alongside<>(CompletableFuture.supplyAsync(work, threads));
        } catch (OutOfMemoryError noThread) {
            System.getLogger(Alongside.class.getName()).log(System.Logger.Level.DEBUG, "no thread for work", noThread);
            return new Alongside<>(CompletableFuture.completedFuture(work.get()));
        }
    }

    /** Waits for what comes of it; throws what it threw. */
    T end() {
        try {
            return result.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        }
    }

    private static ExecutorService threads() {
        int count = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "maildir-alongside");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
