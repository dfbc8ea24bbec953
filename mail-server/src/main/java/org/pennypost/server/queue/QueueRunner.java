package org.pennypost.server.queue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.mailbox.StoreException;

/** Does what the schedule says: one thread that asks it, and a bounded number that do the work. */
final class QueueRunner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QueueRunner.class.getName());
    /** How long operators wait for an answer at most, and a clock that was set does no harm for. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration GOOD_BYE = Duration.ofSeconds(5);

    private final Queue queue;
    private final Unsettled unsettled;
    private final Settling settling;
    private final Carrier here;
    private final Carrier elsewhere;
    private final Requests requests;
    private final int most;
    private final AtomicInteger threads = new AtomicInteger();
    private final ExecutorService workers;
    private final Thread dispatcher = new Thread(this::run, "mail-queue");
    private long looked = System.nanoTime();
    private int busy;

    QueueRunner(
            Queue queue,
            Unsettled unsettled,
            Settling settling,
            Carrier here,
            Carrier elsewhere,
            Requests requests,
            int most) {
        this.queue = queue;
        this.unsettled = unsettled;
        this.settling = settling;
        this.here = here;
        this.elsewhere = elsewhere;
        this.requests = requests;
        this.most = most;
        this.workers = Executors.newFixedThreadPool(most, task -> {
            Thread thread = new Thread(task, "mail-relay-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        dispatcher.setDaemon(true);
        dispatcher.start();
    }

    /** Ends, after {@link Queue#stop}; what does not come to an end waits. */
    @Override
    public void close() {
        try {
            dispatcher.join();
            workers.shutdown();
            if (!workers.awaitTermination(GOOD_BYE.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
                LOG.log(System.Logger.Level.INFO, "mail that was on its way will be sent again");
            }
            unsettled.close();
        } catch (InterruptedException hurry) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Optional<Schedule.Work> work = take(); work.isPresent() || !queue.isStopping(); work = take()) {
                if (work.isPresent()) {
                    Schedule.Work now = work.get();
                    workers.execute(() -> perform(now));
                }
                if (work.isEmpty() || System.nanoTime() - looked > LOOK.toNanos()) {
                    looked = System.nanoTime();
                    serve();
                    unsettled.retry();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            requests.serve(queue);
        } catch (IOException | StoreException trouble) {
            LOG.log(System.Logger.Level.WARNING, "an operator's wish for the queue was not done", trouble);
        }
    }

    /** The next thing to do; nothing if it is time to look around. */
    private Optional<Schedule.Work> take() throws InterruptedException {
        Schedule schedule = queue.schedule();
        synchronized (schedule) {
            Optional<Schedule.Work> work = ready();
            if (work.isEmpty() && !queue.isStopping()) {
                schedule.wait(wait(schedule.wake()));
                work = ready();
            }
            work.ifPresent(any -> busy++);
            return work;
        }
    }

    private Optional<Schedule.Work> ready() {
        return busy < most && queue.begins() ? queue.schedule().next(queue.now()) : Optional.empty();
    }

    private long wait(Instant wake) {
        Duration until = wake.isAfter(queue.now().plus(LOOK)) ? LOOK : Duration.between(queue.now(), wake);
        boolean full = busy >= most || until.isNegative() || until.isZero();
        return full ? LOOK.toMillis() : Math.max(1, until.toMillis());
    }

    private void perform(Schedule.Work work) {
        Task task = work.task();
        try {
            if (work.kind() == Schedule.Work.Kind.REVIEW) {
                review(task);
            } else {
                attempt(task);
            }
        } catch (StoreException trouble) {
            System.Logger.Level level = queue.isStopping() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
            LOG.log(level, task.key().id() + " waits because of trouble with the queue", trouble);
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, task.key().id() + " waits because of a bug", bug);
        } finally {
            synchronized (queue.schedule()) {
                busy--;
                queue.schedule().notifyAll();
            }
        }
    }

    private void review(Task task) throws StoreException {
        try {
            settling.review(task);
        } catch (StoreException | RuntimeException trouble) {
            queue.postpone(task);
            throw trouble;
        }
    }

    private void attempt(Task task) throws StoreException {
        try (Delivering delivering = new Delivering(queue, settling, task)) {
            (task.destination().equals(Places.HERE) ? here : elsewhere).carry(task.destination(), delivering);
        }
    }
}
