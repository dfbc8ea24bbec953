package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.engine.Peer;

/**
 * What stands between an engine and the network and recodes the octets of both directions, without I/O.
 *
 * <pre>
 *   network ─▶ received() ─▶ takeInput() ─▶ engine
 *   network ◀─ takeOutput() ◀─ write() ◀─ engine
 * </pre>
 *
 * <p>Confined to one thread at a time, except for the {@link #task}. Holds no buffer while nothing is on its way.
 */
interface Coder {
    /** False while earlier octets or a task come first: octets of the network must then wait. */
    boolean wantsInput();

    /** Octets from the network, all of them taken; the buffer is the coder's. */
    void received(ByteBuffer octets);

    /** The network has no more octets. */
    void inputEnded();

    /** No octets will come for the engine beyond those that {@link #takeInput} still gives. */
    boolean inputDone();

    /** The next octets for the engine, which owns them. */
    Optional<ByteBuffer> takeInput();

    /** Whether {@link #write} may be called. */
    boolean writable();

    /** Takes as many octets of the engine as there is room for, and advances the buffer over them. */
    void write(ByteBuffer octets);

    /** Whether what the engine says cannot reach the peer any more, although the peer can still be understood. */
    default boolean muted() {
        return false;
    }

    /** The engine has no more octets. */
    void finish();

    /** The next octets for the network, which owns them. */
    Optional<ByteBuffer> takeOutput();

    /** Work that costs time, to be run on any thread; {@link #taskDone} follows. */
    default Optional<Runnable> task() {
        return Optional.empty();
    }

    /** The task has run. */
    default void taskDone() {}

    /** Whether the coder is in place: for TLS, whether the handshake is done. */
    default boolean ready() {
        return true;
    }

    /** What is known of the peer now that the coder is in place. */
    default Peer describe(Peer before) {
        return before;
    }

    /** Why nothing more can come through, once that is so. */
    default Optional<Exception> failure() {
        return Optional.empty();
    }

    /** Whether the engine's octets are the network's octets, so that a file can be sent from where it is. */
    default boolean transparent() {
        return false;
    }

    /** Lets memory outside the heap go. */
    default void close() {}
}
