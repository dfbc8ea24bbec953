package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The way of octets between an engine and the network: a coder in the middle, and on both sides of it at most one
 * buffer that it did not want yet.
 *
 * <pre>
 *   network ─ received() ─▶ unread ─▶ coder ─▶ takeInput()
 *   network ◀─ outlet ◀────────────── coder ◀─ outgoing ◀─ send()
 * </pre>
 *
 * <p>Guarded by the connection's lock.
 */
final class Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Outlet outlet;
    private Coder coder = new ClearCoder();
    private ByteBuffer unread = NOTHING;
    private ByteBuffer outgoing = NOTHING;
    private boolean inputEnded;
    private boolean endTold;

    /** Nothing more will be sent beyond what is on its way; what is received is thrown away. */
    private boolean closing;
    /** The coder knows that nothing more will be sent. */
    private boolean finished;
    /** All has been sent, and we wait for the peer to close its side too. */
    private boolean lingering;
    /** The session is closed. */
    private boolean gone;

    /** A wire in clear. */
    Wire(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Octets of the network; the buffer is ours. */
    void received(ByteBuffer octets) {
        if (unread.hasRemaining()) {
            throw new IllegalStateException("read while reading was suspended");
        }
        unread = closing ? NOTHING : octets;
    }

    /** The network has no more octets. */
    void inputEnded() {
        inputEnded = true;
    }

    /** The next octets for the engine, which owns them. */
    Optional<ByteBuffer> takeInput() {
        return coder.takeInput();
    }

    /** Whether no octets will come for the engine; to be asked when {@link #takeInput} has none. */
    boolean inputDone() {
        return coder.inputDone();
    }

    /** Whether there is room for more output. */
    boolean hasRoom() {
        return !outgoing.hasRemaining() && outlet.hasRoom();
    }

    /** Sends octets; to be called if there is room. */
    void send(ByteBuffer octets) {
        outgoing = gone ? NOTHING : octets;
    }

    /** Sends a part of a file as it is; to be called if there is room and the wire is {@link #transparent}. */
    void send(SliceSource.Region region) {
        outlet.send(region.file(), region.offset(), region.size());
        if (gone) {
            outlet.closed();
        }
    }

    /** Whether files can be sent from where they are. */
    boolean transparent() {
        return coder.transparent();
    }

    /** MINA has finished a write. */
    void sent(Object message) {
        outlet.sent(message);
    }

    /** Whether the peer has been given everything. */
    boolean idle() {
        return outlet.idle() && !outgoing.hasRemaining();
    }

    /** Whether anything has left since this was last asked. */
    boolean progressed() {
        return outlet.progressed();
    }

    /** The coder, for what only some coders have. */
    Coder coder() {
        return coder;
    }

    /**
     * Puts a coder in place.
     *
     * @return false if octets are here already: they came before, perhaps from somebody else (RFC 3207 §4.2)
     */
    boolean install(Coder next) {
        if (unread.hasRemaining() || coder.takeInput().isPresent()) {
            next.close();
            return false;
        }
        coder = next;
        return true;
    }

    /** Moves one buffer one step, in whatever direction; false if none can be moved. */
    boolean move() {
        return !gone && (drain() || encode() || decode() || tellEnd());
    }

    /** Begins to close: what is on its way still leaves. */
    void close() {
        closing = true;
        unread = NOTHING;
    }

    /** Cuts the line: what has not left never will. */
    void cut() {
        close();
        outgoing = NOTHING;
        outlet.close();
    }

    /** The session is closed. */
    void gone() {
        close();
        gone = true;
        outgoing = NOTHING;
        outlet.closed();
        coder.close();
    }

    /** Whether all has been sent, and we wait for the peer to close its side too. */
    boolean lingering() {
        return lingering;
    }

    /**
     * No more moves: what was gathered may leave, and the tap on reading is set.
     *
     * @return whether anything has left by now
     */
    boolean settle(boolean moreIsComing) {
        if (gone) {
            return false;
        }
        boolean left = !moreIsComing && outlet.finish();
        if (closing && !outgoing.hasRemaining()) {
            conclude();
        }
        outlet.reading(!inputEnded && (closing || !unread.hasRemaining()));
        return left;
    }

    /**
     * Our end of the stream comes first, then we read until the peer's: a socket closed with unread octets in it makes
     * the system throw away what the peer has not received yet.
     */
    private void conclude() {
        if (!lingering && outlet.idle()) {
            lingering = true;
            outlet.endOutput();
        }
        if (lingering && inputEnded) {
            outlet.close();
        }
    }

    private boolean drain() {
        Optional<ByteBuffer> octets = outlet.hasRoom() ? coder.takeOutput() : Optional.empty();
        octets.ifPresent(outlet::send);
        return octets.isPresent();
    }

    private boolean encode() {
        if (outgoing.hasRemaining() && coder.writable()) {
            coder.write(outgoing);
            return true;
        }
        if (!outgoing.hasRemaining() || coder.muted()) {
            outgoing = NOTHING;
        }
        if (closing && !finished && outgoing == NOTHING && (coder.writable() || !coder.ready())) {
            finished = true;
            coder.finish();
            return true;
        }
        return false;
    }

    private boolean decode() {
        if (!unread.hasRemaining() || !coder.wantsInput()) {
            return false;
        }
        ByteBuffer octets = unread;
        unread = NOTHING;
        coder.received(octets);
        return true;
    }

    private boolean tellEnd() {
        if (!inputEnded || endTold || unread.hasRemaining()) {
            return false;
        }
        endTold = true;
        coder.inputEnded();
        return true;
    }
}
