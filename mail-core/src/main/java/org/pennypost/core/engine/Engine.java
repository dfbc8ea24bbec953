package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One conversation of one protocol, without I/O: octets in, effects out.
 *
 * <p>Called by one thread at a time; the driver holds its connection's lock around every call. A driver's loop is:
 * <pre>{@code
 * while ((effect = engine.next()).isPresent()) perform(effect);   // Send, Run, Upgrade, Close
 * if (engine.wantsInput()) engine.receive(read());                // else leave it in the kernel: TCP pushes back
 * }</pre>
 *
 * <p>No method blocks, and none throws for what a peer did.
 */
public interface Engine {
    /**
     * Octets from the peer. The buffer is the engine's from then on: lines and what is parsed from them are views of
     * it, so the driver must not write to it again.
     *
     * @throws IllegalStateException if the engine did not want input
     */
    void receive(ByteBuffer octets);

    /** False while undigested octets, a call, an upgrade or output come first: the driver then stops reading. */
    boolean wantsInput();

    /** The next thing to do; empty means that the engine is parked until one of the other methods is called. */
    Optional<Effect> next();

    /** The work of an {@link Effect.Run} is done, well or badly. */
    void completed(Call call);

    /** The layer of an {@link Effect.Upgrade} is in place, and this is what is now known of the peer. */
    void upgraded(Peer peer);

    /** Something that the conversation watches has changed. Carries no data and may coalesce. */
    void wake();

    /** How long the driver should wait for octets of the peer before it calls {@link #ended}. */
    Duration patience();

    /** Whether a line of the peer has begun and not ended; then more of it is no reason to wait any longer. */
    boolean midLine();

    /** The conversation comes to an end that the engine did not ask for. */
    void ended(Ending ending);
}
