package org.pennypost.core.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * A piece of blocking work on its way through a driver: {@link #run} it where blocking is allowed, once, then give it
 * back to {@link Engine#completed}. The hand-over to another thread and back is the driver's to make safe.
 */
public final class Call implements Runnable {
    private final Step.Await<?> await;
    private final Duration delay;
    private Step.Next continuation;
    private Optional<String> shortage = Optional.empty();

    Call(Step.Await<?> await, Duration delay) {
        this.await = await;
        this.delay = delay;
        this.continuation = () -> {
            throw new IllegalStateException("completed before it ran");
        };
    }

    /** How long the driver should wait before it runs this, without keeping a thread: mostly not at all. */
    public Duration delay() {
        return delay;
    }

    /**
     * Parts of the work that may be run at the same time, each once and on any thread, before {@link #run}; they never
     * throw. None if it has no parts. Who does not run them loses time and nothing else.
     */
    public List<Runnable> parts() {
        return await.work() instanceof PartedWork ? ((PartedWork<?>) await.work()).parts() : List.of();
    }

    /** Does the work and keeps its outcome. Never throws, so that a pool's thread survives a bug of ours. */
    @Override
    public void run() {
        continuation = outcome(await);
    }

    /**
     * Does the work as {@link #run()} does, but keeps no thread while others are waited for ({@link StagedWork}).
     *
     * @param workers takes what remains to where it may block
     * @param ended is run when the work is done: in this thread, in one of the workers, or by who was waited for and must
     *     not be kept from his own work
     */
    public void run(Consumer<Runnable> workers, Runnable ended) {
        run(await, workers, ended);
    }

    /** What the operator is to be told, if there was no memory for it. */
    Optional<String> shortage() {
        return shortage;
    }

    /** What follows from the outcome; may throw what the work threw. */
    Step resume() throws StoreException {
        return continuation.step();
    }

    private <T> void run(Step.Await<T> step, Consumer<Runnable> workers, Runnable ended) {
        if (step.work() instanceof StagedWork) {
            begin(step, (StagedWork<T>) step.work(), workers, ended);
        } else {
            end(outcome(step), ended);
        }
    }

    private <T> void begin(Step.Await<T> step, StagedWork<T> work, Consumer<Runnable> workers, Runnable ended) {
        Pending pending;
        try {
            pending = work.begin();
        } catch (StoreException refused) {
            end(() -> step.otherwise().step(refused), ended);
            return;
        } catch (RuntimeException | Error bug) {
            end(failure(bug, step), ended);
            return;
        }
        pending.whenSettled(() -> settled(pending, step, work, workers, ended));
    }

    private <T> void settled(
            Pending pending, Step.Await<T> step, StagedWork<T> work, Consumer<Runnable> workers, Runnable ended) {
        try {
            pending.await();
        } catch (StoreException why) {
            workers.accept(() -> end(outcome(() -> work.refused(why), step), ended));
            return;
        }
        end(outcome(work::settled, step), ended);
    }

    private void end(Step.Next next, Runnable ended) {
        continuation = next;
        ended.run();
    }

    private <T> Step.Next outcome(Step.Await<T> step) {
        return outcome(step.work(), step);
    }

    private <T> Step.Next outcome(Work<T> work, Step.Await<T> step) {
        try {
            T value = work.run();
            return () -> step.then().step(value);
        } catch (StoreException refused) {
            return () -> step.otherwise().step(refused);
        } catch (RuntimeException | Error bug) {
            return failure(bug, step);
        }
    }

    /** Work for which there is no memory is refused like work for which there is no disk; the rest is a bug. */
    private Step.Next failure(Throwable trouble, Step.Await<?> step) {
        shortage = Shortage.in(trouble);
        return () -> {
            if (shortage.isPresent()) {
                return step.otherwise().step(new StoreException(Reason.UNAVAILABLE, shortage.get(), trouble));
            }
            throw new IllegalStateException("a call failed", trouble);
        };
    }
}
