package org.pennypost.server.drive;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which work may block: calls into stores, logins, file reads, TLS handshakes.
 *
 * <p>As many tasks run at once as the bound says. The others wait; there are at most a handful for each connection.
 * Virtual threads are used from Java 24 on: before that, one that blocks in a monitor keeps its carrier (JEP 491), and
 * a store whose locks are monitors could use up all carriers.
 */
final class Workers implements Executor {
    private static final int VIRTUAL_THREADS_GOOD_SINCE = 24;
    private static final int IDLE_SECONDS = 30;

    private final ExecutorService threads;
    private final Executor bounded;

    private Workers(ExecutorService threads, Executor bounded) {
        this.threads = threads;
        this.bounded = bounded;
    }

    /** Workers of which at most {@code bound} run at the same time. */
    static Workers atMost(int bound) {
        return Runtime.version().feature() >= VIRTUAL_THREADS_GOOD_SINCE ? virtual(bound) : pooled(bound);
    }

    @Override
    public void execute(Runnable task) {
        bounded.execute(task);
    }

    /** Takes no more tasks; those in progress go on. */
    void stop() {
        threads.shutdown();
    }

    private static Workers pooled(int bound) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                bound,
                bound,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.named("mail-worker"));
        pool.allowCoreThreadTimeOut(true);
        return new Workers(pool, pool);
    }

    private static Workers virtual(int bound) {
        ExecutorService each = virtualThreads();
        Semaphore room = new Semaphore(bound);
        return new Workers(
                each,
                task -> each.execute(() -> {
                    room.acquireUninterruptibly();
                    try {
                        task.run();
                    } finally {
                        room.release();
                    }
                }));
    }

    /** By reflection, because the module is compiled for Java 17. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no virtual threads in Java " + Runtime.version(), e);
        }
    }
}
