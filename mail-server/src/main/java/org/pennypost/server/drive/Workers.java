package org.pennypost.server.drive;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.engine.Shortage;

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

    /** The pool that wakes the thread that has slept shortest, so that a light load runs on few, warm threads. */
    private static Workers pooled(int bound) {
        AtomicInteger count = new AtomicInteger();
        ForkJoinPool pool = new ForkJoinPool(
                bound,
                home -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(home);
                    thread.setName("mail-worker-" + count.incrementAndGet());
                    return thread;
                },
                (thread, trouble) -> System.getLogger(Workers.class.getName())
                        .log(
                                System.Logger.Level.ERROR,
                                Shortage.in(trouble).orElse("a bug of ours") + "; ended " + thread.getName(),
                                trouble),
                true,
                bound,
                bound,
                0,
                full -> true,
                IDLE_SECONDS,
                TimeUnit.SECONDS);
        return new Workers(pool, pool);
    }

    private static Workers virtual(int bound) {
        ExecutorService each = virtualThreads();
        Semaphore room = new Semaphore(bound);
        Lasting lasting = new Lasting(System.getLogger(Workers.class.getName()), "a worker");
        return new Workers(
                each,
                task -> each.execute(() -> {
                    room.acquireUninterruptibly();
                    try {
                        lasting.done(task);
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
