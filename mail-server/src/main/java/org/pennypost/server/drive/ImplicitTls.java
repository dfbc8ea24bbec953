package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.pennypost.core.engine.Call;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;

/**
 * The engine of a port with implicit TLS (RFC 8314 §3): asks for TLS before it says a word, and accepts the
 * conversation when it knows who is there.
 */
final class ImplicitTls implements Engine {
    private final Protocol protocol;
    private final Runnable waker;
    private final Duration patience;
    private Optional<Engine> inner = Optional.empty();
    private boolean asked;
    private boolean ended;
    private boolean crowded;
    private boolean closed;

    ImplicitTls(Protocol protocol, Runnable waker, Duration patience) {
        this.protocol = protocol;
        this.waker = waker;
        this.patience = patience;
    }

    @Override
    public void receive(ByteBuffer octets) {
        inner.orElseThrow(() -> new IllegalStateException("input before TLS")).receive(octets);
    }

    @Override
    public boolean wantsInput() {
        return inner.isPresent() && inner.get().wantsInput();
    }

    @Override
    public Optional<Effect> next() {
        if (inner.isPresent()) {
            return inner.get().next();
        } else if (ended && !closed) {
            closed = true;
            return Optional.of(new Effect.Close());
        } else if (!asked && !ended) {
            asked = true;
            return Optional.of(new Effect.Upgrade(Layer.TLS));
        }
        return Optional.empty();
    }

    @Override
    public void completed(Call call) {
        inner.orElseThrow().completed(call);
    }

    @Override
    public void upgraded(Peer peer) {
        if (inner.isPresent()) {
            inner.get().upgraded(peer);
        } else if (!ended) {
            inner = Optional.of(protocol.accept(peer, waker));
            if (crowded) {
                inner.get().ended(Ending.CROWDED);
            }
        }
    }

    @Override
    public void wake() {
        inner.ifPresent(Engine::wake);
    }

    @Override
    public Duration patience() {
        return inner.map(Engine::patience).orElse(patience);
    }

    @Override
    public boolean midLine() {
        return inner.map(Engine::midLine).orElse(false);
    }

    @Override
    public void ended(Ending ending) {
        crowded |= ending == Ending.CROWDED; // to be said inside of TLS
        ended |= ending != Ending.CROWDED;
        inner.ifPresent(engine -> engine.ended(ending));
    }
}
