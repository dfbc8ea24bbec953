package org.pennypost.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.mailbox.StoreException;

/** Does what the schedule says: one thread that asks it, and a bounded number in each lane that do the work. */
final class QueueRunner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QueueRunner.class.getName());
    /** How long operators wait for an answer at most, and a clock that was set does no harm for. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration GOOD_BYE = Duration.ofSeconds(5);
    private static final int REVIEWERS = 2;

    private final Queue queue;
    private final Unsettled unsettled;
    private final Settling settling;
    private final Carrier here;
    private final Carrier elsewhere;
    private final Requests requests;
    private final Map<Schedule.Lane, Crew> crews = new EnumMap<>(Schedule.Lane.class);
    private final Lasting lasting = new Lasting(LOG, "the queue");
    private final Thread dispatcher = new Thread(this::run, "mail-queue");
    private long looked = System.nanoTime();

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
        crews.put(Schedule.Lane.REVIEW, new Crew("mail-review-", REVIEWERS));
        crews.put(Schedule.Lane.HERE, new Crew("mail-delivery-", queue.policy().atOnce()));
        crews.put(Schedule.Lane.ELSEWHERE, new Crew("mail-relay-", most));
    }

    /** The threads of a lane. */
    private static final class Crew {
        private final int most;
        private final AtomicInteger threads = new AtomicInteger();
        private final ExecutorService workers;
        private int busy;

        Crew(String name, int most) {
            this.most = most;
            this.workers = Executors.newFixedThreadPool(most, task -> {
                Thread thread = new Thread(task, name + threads.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }

        boolean isFree() {
            return busy < most;
        }
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
            crews.values().forEach(crew -> crew.workers.shutdown());
            long end = System.nanoTime() + GOOD_BYE.toNanos();
            for (Crew crew : crews.values()) {
                if (!crew.workers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    crew.workers.shutdownNow();
                    LOG.log(System.Logger.Level.INFO, "mail that was on its way will be sent again");
                }
            }
            unsettled.close();
        } catch (InterruptedException hurry) {
            crews.values().forEach(crew -> crew.workers.shutdownNow());
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (boolean more = true; more; ) {
                more = goOn();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins the next thing; false if there will be none. The queue must not stand still because of a bug. */
    private boolean goOn() throws InterruptedException {
        try {
            Optional<Schedule.Work> work = take();
            if (work.isPresent()) {
                hand(work.get());
            }
            if (work.isEmpty() || System.nanoTime() - looked > LOOK.toNanos()) {
                looked = System.nanoTime();
                queue.mendDates();
                requests.serve(queue);
                unsettled.retry();
            }
            lasting.went();
            return work.isPresent() || !queue.isStopping();
        } catch (RuntimeException | Error trouble) {
            lasting.failed(trouble);
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            return !queue.isStopping();
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
            work.ifPresent(now -> crews.get(now.lane()).busy++);
            return work;
        }
    }

    /** To a thread of its lane; if there is none for it, and no memory to begin one, it waits for its next turn. */
    private void hand(Schedule.Work work) {
        boolean handed = false;
        try {
            crews.get(work.lane()).workers.execute(() -> perform(work));
            handed = true;
        } finally {
            if (!handed) {
                free(work.lane());
                queue.postpone(work.task());
            }
        }
    }

    private Optional<Schedule.Work> ready() {
        Set<Schedule.Lane> free = EnumSet.noneOf(Schedule.Lane.class);
        crews.forEach((lane, crew) -> {
            if (crew.isFree()) {
                free.add(lane);
            }
        });
        return queue.begins() ? queue.schedule().next(queue.now(), free) : Optional.empty();
    }

    private long wait(Instant wake) {
        Duration until = wake.isAfter(queue.now().plus(LOOK)) ? LOOK : Duration.between(queue.now(), wake);
        boolean full = until.isNegative() || until.isZero();
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
        } catch (RuntimeException | Error trouble) {
            new Lasting(LOG, task.key().id().toString()).failed(trouble);
        } finally {
            free(work.lane());
        }
    }

    private void free(Schedule.Lane lane) {
        synchronized (queue.schedule()) {
            crews.get(lane).busy--;
            queue.schedule().notifyAll();
        }
    }

    private void review(Task task) throws StoreException {
        try {
            settling.review(task);
        } catch (StoreException | RuntimeException | Error trouble) {
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
