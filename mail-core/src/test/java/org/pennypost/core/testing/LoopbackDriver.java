package org.pennypost.core.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pennypost.core.engine.Call;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/**
 * Drives one engine without threads or sockets: calls run inline, slices are read at once, wakes are delivered when
 * the engine is pumped next. It is also the shortest example of a driver. Confined to one thread, but for the waker.
 */
public final class LoopbackDriver {
    private final Engine engine;
    private Peer peer;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Optional<Layer> upgrading = Optional.empty();
    private Duration waited = Duration.ZERO;
    private boolean closed;

    /** A new connection of a peer; its greeting is sent when it is pumped. */
    public LoopbackDriver(Protocol protocol, Peer peer) {
        this.peer = peer;
        this.engine = protocol.accept(peer, () -> woken.set(true));
    }

    /** The engine, to ask it for what a driver never asks. */
    public Engine engine() {
        return engine;
    }

    /**
     * Octets from the peer, which the engine digests at once. If a layer is being put in place, clear octets are no
     * handshake, and the connection is lost.
     */
    public void receive(ByteBuffer octets) {
        pump();
        if (closed) {
            return;
        }
        if (upgrading.isPresent()) {
            end(Ending.LOST);
            return;
        }
        if (!engine.wantsInput()) {
            throw new AssertionError("the engine is parked, yet it does not want input");
        }
        engine.receive(octets);
        pump();
    }

    /** Performs effects until the engine is parked. */
    public void pump() {
        do {
            if (woken.getAndSet(false)) {
                engine.wake();
            }
            for (Optional<Effect> effect = engine.next(); effect.isPresent(); effect = engine.next()) {
                perform(effect.get());
            }
        } while (woken.get());
    }

    /** What has been sent since this was last asked. */
    public byte[] takeSent() {
        byte[] octets = sent.toByteArray();
        sent.reset();
        return octets;
    }

    /** How long the engine has asked to wait in all; it did not have to. */
    public Duration waited() {
        return waited;
    }

    /** The layer that the engine has asked for and not got yet. */
    public Optional<Layer> upgrading() {
        return upgrading;
    }

    /** Puts the layer in place that the engine has asked for. */
    public void upgrade() {
        Layer layer = upgrading.orElseThrow(() -> new AssertionError("the engine has not asked for a layer"));
        upgrading = Optional.empty();
        peer = layer == Layer.TLS ? peer.secured(Peers.TLS) : peer;
        engine.upgraded(peer);
        pump();
    }

    /** Ends the conversation from outside. */
    public void end(Ending ending) {
        upgrading = ending == Ending.LOST ? Optional.empty() : upgrading;
        engine.ended(ending);
        pump();
    }

    /** Whether the engine has closed the connection. */
    public boolean closed() {
        return closed;
    }

    private void perform(Effect effect) {
        if (closed) {
            throw new AssertionError("after Close came " + effect);
        }
        if (effect instanceof Effect.Send) {
            send(((Effect.Send) effect).payload());
        } else if (effect instanceof Effect.Run) {
            Call call = ((Effect.Run) effect).call();
            waited = waited.plus(call.delay());
            call.run();
            engine.completed(call);
        } else if (effect instanceof Effect.Upgrade) {
            upgrading = Optional.of(((Effect.Upgrade) effect).layer());
        } else {
            closed = true;
        }
    }

    private void send(Payload payload) {
        if (payload instanceof Payload.Octets) {
            ByteBuffer octets = ((Payload.Octets) payload).octets().duplicate();
            byte[] copy = new byte[octets.remaining()];
            octets.get(copy);
            sent.writeBytes(copy);
            return;
        }
        Payload.Slice slice = (Payload.Slice) payload;
        try (Content.Reader reader = slice.content().open()) {
            ByteBuffer chunk = ByteBuffer.allocate(8 * 1024);
            long at = slice.offset();
            long end = slice.offset() + slice.size();
            while (at < end) {
                int read = reader.read(at, chunk.clear().limit((int) Math.min(chunk.capacity(), end - at)));
                if (read <= 0) {
                    throw new AssertionError("a slice goes beyond its content: " + slice);
                }
                sent.write(chunk.array(), 0, read);
                at += read;
            }
        } catch (StoreException failed) {
            throw new AssertionError("a slice cannot be read", failed);
        }
    }
}
