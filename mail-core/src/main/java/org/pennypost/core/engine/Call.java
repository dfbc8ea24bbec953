package org.pennypost.core.engine;

import java.time.Duration;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;

/**
 * A piece of blocking work on its way through a driver: {@link #run} it where blocking is allowed, once, then give it
 * back to {@link Engine#completed}. The hand-over to another thread and back is the driver's to make safe.
 */
public final class Call implements Runnable {
    private final Step.Await<?> await;
    private final Duration delay;
    private Step.Next continuation;

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

    /** What follows from the outcome; may throw what the work threw. */
    Step resume() throws StoreException {
        return continuation.step();
    }

    private static <T> Step.Next outcome(Step.Await<T> await) {
        try {
            T value = await.work().run();
            return () -> await.then().step(value);
        } catch (StoreException refused) {
            return () -> await.otherwise().step(refused);
        } catch (RuntimeException | Error bug) {
            return () -> {
                throw new IllegalStateException("a call failed", bug);
            };
        }
    }
}
