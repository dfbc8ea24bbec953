package org.pennypost.server.testing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.engine.Call;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Peer;

/**
 * An engine whose effects can be held back or cut off. That effects are pulled is all that it takes: nobody waits in a
 * thread, and the engine inside knows nothing of it.
 */
final class FailingEngine implements Engine {
    private final Engine inside;
    private final Runnable waker;
    private final Runnable onEnd;
    private volatile long heldUntil = System.nanoTime();
    private volatile boolean doomed;
    private boolean cut;

    FailingEngine(Engine inside, Runnable waker, Runnable onEnd) {
        this.inside = inside;
        this.waker = waker;
        this.onEnd = onEnd;
    }

    /** Says nothing for so long. */
    void hold(Duration delay) {
        heldUntil = System.nanoTime() + delay.toNanos();
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(waker);
    }

    /** Closes the line as the next thing. */
    void doom() {
        doomed = true;
    }

    @Override
    public void receive(ByteBuffer octets) {
        inside.receive(octets);
    }

    @Override
    public boolean wantsInput() {
        return !doomed && !held() && inside.wantsInput();
    }

    @Override
    public Optional<Effect> next() {
        if (held() || cut) {
            return Optional.empty();
        }
        if (doomed) {
            cut = true;
            inside.ended(Ending.LOST);
            onEnd.run();
            return Optional.of(new Effect.Close());
        }
        Optional<Effect> effect = inside.next();
        if (effect.isPresent() && effect.get() instanceof Effect.Close) {
            onEnd.run();
        }
        return effect;
    }

    @Override
    public void completed(Call call) {
        inside.completed(call);
    }

    @Override
    public void upgraded(Peer peer) {
        inside.upgraded(peer);
    }

    @Override
    public void wake() {
        inside.wake();
    }

    @Override
    public Duration patience() {
        return inside.patience();
    }

    @Override
    public boolean midLine() {
        return inside.midLine();
    }

    @Override
    public void ended(Ending ending) {
        if (ending == Ending.LOST) {
            onEnd.run();
        }
        if (!cut) {
            inside.ended(ending);
        }
    }

    private boolean held() {
        return heldUntil - System.nanoTime() > 0;
    }
}
