package org.pennypost.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.pennypost.core.engine.Peer;

/**
 * TLS for one connection, without I/O: ciphertext in, plaintext out, and the other way round (RFC 8446, RFC 5246).
 *
 * <pre>
 *   network ──▶ received() ──▶ takePlaintext() ──▶ engine
 *   network ◀── takeCiphertext() ◀── write() ◀── engine
 * </pre>
 *
 * <p>Confined to one thread at a time: the driver holds its connection's lock around every call. The one exception is
 * the {@link #task}: all that costs time in a handshake, to be run anywhere without the lock. A driver's loop is:
 * <pre>{@code
 * layer.takeCiphertext().ifPresent(this::send);                   // again until empty, after every other call
 * layer.task().ifPresent(task -> pool.run(task, layer::taskDone)); // taskDone with the lock held
 * if (layer.wantsCiphertext()) layer.received(read());            // else leave it in the kernel
 * layer.takePlaintext().ifPresent(engine::receive);
 * if (layer.writable()) layer.write(payload);                     // takes what there is room for
 * }</pre>
 *
 * <p>Nothing that a peer sends makes a method throw: it ends in {@link #failure}, with the alert that tells the peer
 * among the ciphertext. Nothing is dropped: a call that comes when it may not throws
 * {@link IllegalStateException}. Memory is bounded by one read, one record and {@value #MAX_UNSENT} octets
 * of output; an idle connection holds none of its own beyond the {@code SSLEngine}.
 */
public final class TlsLayer {

    /** Above this much unsent ciphertext {@link #writable} is false. */
    public static final int MAX_UNSENT = 65_536;

    /** A handshake of more octets than this from one side is no honest one; certificate chains have 2 to 20 KiB. */
    public static final int MAX_HANDSHAKE_OCTETS = 131_072;

    /** A handshake cut into more records than this is a flood of fragments. */
    public static final int MAX_HANDSHAKE_RECORDS = 1_024;

    /** So many records in a row without a plaintext octet (KeyUpdate, empty records) are a flood. */
    public static final int MAX_EMPTY_RECORDS = 32;

    private static final int ALERT_ATTEMPTS = 4;

    private final SSLEngine engine;
    private final Undigested undigested = new Undigested();
    private final ArrayDeque<ByteBuffer> plaintext = new ArrayDeque<>(2);
    private final ArrayDeque<ByteBuffer> ciphertext = new ArrayDeque<>(2);

    private int unsent;
    private boolean working;
    private boolean handshakeDone;
    private boolean refusesHandshakeRecords;
    private boolean closeWanted;
    private boolean ended;
    private boolean inboundDone;
    private boolean truncated;
    private int handshakeOctets;
    private int records;
    private Optional<SSLException> failure = Optional.empty();

    private TlsLayer(SSLEngine engine) {
        this.engine = engine;
    }

    /** A layer around a new engine whose side and parameters are set. */
    public static TlsLayer over(SSLEngine engine) {
        TlsLayer layer = new TlsLayer(engine);
        layer.guarded(engine::beginHandshake);
        return layer;
    }

    /** False while a task, plaintext that nobody took, or unsent ciphertext comes first, and after the end. */
    public boolean wantsCiphertext() {
        return !working && !ended && !inboundDone && plaintext.isEmpty() && unsent < MAX_UNSENT && !canAdvance();
    }

    /**
     * Octets from the network. All are digested or copied, the buffer is the caller's again.
     *
     * @throws IllegalStateException if {@link #wantsCiphertext} is false
     */
    public void received(ByteBuffer octets) {
        require(wantsCiphertext(), "ciphertext that is not wanted");
        guarded(() -> {
            if (handshakeDone) {
                digest(octets);
            } else {
                collect(octets);
            }
        });
        octets.position(octets.limit()); // RFC 8446 §6.1: what follows close_notify is no data
    }

    /** The network has no more octets: TCP's end of stream. Without close_notify before it, the end is truncated. */
    public void inboundEnded() {
        ended = true;
        concludeInbound();
    }

    /**
     * The next part of the handshake, if there is one to do: certificates, signatures, key agreement. Run it on any
     * thread, then call {@link #taskDone}; until then only {@link #inboundEnded} and {@link #closeOutbound} change
     * anything. Never present once the handshake is done.
     */
    public Optional<Runnable> task() {
        if (working || !canAdvance()) {
            return Optional.empty();
        }
        working = true;
        return Optional.of(() -> guarded(this::advance));
    }

    /** The task has run; its effects must be visible to this thread, as they are after a lock or a queue. */
    public void taskDone() {
        require(working, "no task is out");
        working = false;
        if (handshakeDone) {
            guarded(this::digestRest);
        }
        if (closeWanted) {
            closeOutbound();
        }
        concludeInbound();
    }

    /** The next octets for the engine above; owned by the caller. */
    public Optional<ByteBuffer> takePlaintext() {
        return Optional.ofNullable(plaintext.poll());
    }

    /** Whether {@link #write} may be called: the handshake is done, the way out is open and not full. */
    public boolean writable() {
        return handshakeDone && !working && failure.isEmpty() && unsent < MAX_UNSENT && !engine.isOutboundDone();
    }

    /**
     * Encrypts as much of {@code source} as there is room for and advances its position; call again when
     * {@link #writable}.
     *
     * @throws IllegalStateException if {@link #writable} is false
     */
    public void write(ByteBuffer source) {
        require(writable(), "plaintext while not writable");
        guarded(() -> encrypt(source));
    }

    /** The next octets for the network; owned by the caller. */
    public Optional<ByteBuffer> takeCiphertext() {
        if (working || ciphertext.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer next = ciphertext.remove();
        unsent -= next.remaining();
        return Optional.of(next);
    }

    /** We send nothing more: close_notify is now among the ciphertext (RFC 8446 §6.1). */
    public void closeOutbound() {
        closeWanted = true;
        if (!working && failure.isEmpty()) {
            guarded(() -> {
                engine.closeOutbound();
                settle();
            });
        }
    }

    public boolean handshakeDone() {
        return handshakeDone && !working;
    }

    /** No more plaintext will come, beyond what waits to be taken. */
    public boolean inboundDone() {
        return inboundDone;
    }

    /** The peer, or somebody between, ended the connection without close_notify: what came may not be all. */
    public boolean truncated() {
        return truncated;
    }

    /** Nothing more will be sent, and all ciphertext was taken: the connection can be closed. */
    public boolean outboundDone() {
        return !working && ciphertext.isEmpty() && (failure.isPresent() || engine.isOutboundDone());
    }

    /** Why TLS came to a bad end, for a log at debug level; the peer gets an alert and nothing else. */
    public Optional<SSLException> failure() {
        return failure;
    }

    /** What is now known of the peer; to be asked when {@link #handshakeDone}. */
    public Peer.Tls facts() {
        require(handshakeDone(), "no facts before the end of the handshake");
        return TlsFacts.of(engine);
    }

    private boolean canAdvance() {
        return !handshakeDone
                && failure.isEmpty()
                && !closeWanted
                && (engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP
                        || TlsRecords.missing(undigested.view()) == 0);
    }

    private void collect(ByteBuffer octets) throws SSLException {
        handshakeOctets += octets.remaining();
        if (handshakeOctets > MAX_HANDSHAKE_OCTETS) {
            throw new SSLException("a handshake of more than " + MAX_HANDSHAKE_OCTETS + " octets");
        }
        undigested.append(octets);
    }

    /** As far as the octets at hand go. Delegated tasks (the JDK's) run here too: this is the thread for them. */
    private void advance() throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runDelegated();
                case NEED_WRAP -> wrapOwn();
                case NEED_UNWRAP -> {
                    if (TlsRecords.missing(undigested.view()) > 0) {
                        return;
                    }
                    if (records == 0 && !TlsRecords.isRecord(undigested.view())) {
                        refuseStranger();
                        return;
                    }
                    unwrapHandshake();
                }
                default -> {
                    handshakeDone = true;
                    records = 0;
                    refusesHandshakeRecords = !engine.getSession().getProtocol().equals("TLSv1.3");
                    return;
                }
            }
        }
    }

    /** Not TLS at all: the alert is ours, because neither provider has one for a peer that it does not understand. */
    private void refuseStranger() {
        failure = Optional.of(new SSLException("the first octets are no TLS record"));
        inboundDone = true;
        undigested.discard();
        keep(ByteBuffer.allocate(TlsRecords.UNEXPECTED_MESSAGE.remaining())
                .put(TlsRecords.UNEXPECTED_MESSAGE.duplicate()));
    }

    private void unwrapHandshake() throws SSLException {
        if (++records > MAX_HANDSHAKE_RECORDS) {
            throw new SSLException("a handshake of more than " + MAX_HANDSHAKE_RECORDS + " records");
        }
        ByteBuffer room = Scratch.borrow();
        try {
            if (unwrap(undigested.view(), room).getStatus() == Status.CLOSED) {
                throw new SSLException("closed by the peer during the handshake");
            }
        } finally {
            Scratch.giveBack(room);
        }
    }

    private void digestRest() throws SSLException {
        digestWhole(undigested.view());
        undigested.release();
    }

    /** Straight from the caller's buffer; only the beginning of a record is copied. */
    private void digest(ByteBuffer octets) throws SSLException {
        while (octets.hasRemaining() && !inboundDone) {
            if (undigested.size() == 0) {
                digestWhole(octets);
                undigested.append(octets);
            } else {
                undigested.append(octets, TlsRecords.missing(undigested.view()));
                digestRest();
            }
        }
    }

    private void digestWhole(ByteBuffer octets) throws SSLException {
        int whole = TlsRecords.whole(octets);
        if (whole == 0) {
            return;
        }
        ByteBuffer room = ByteBuffer.allocate(whole); // plaintext is always shorter
        try {
            while (!inboundDone && TlsRecords.missing(octets) == 0) {
                digestRecord(octets, room);
            }
        } finally {
            if (room.flip().hasRemaining()) {
                plaintext.add(room);
            }
        }
    }

    private void digestRecord(ByteBuffer octets, ByteBuffer room) throws SSLException {
        if (refusesHandshakeRecords && TlsRecords.type(octets) == TlsRecords.HANDSHAKE) {
            throw new SSLException("renegotiation is refused");
        }
        SSLEngineResult result = unwrap(octets, room);
        records = result.bytesProduced() > 0 ? 0 : records + 1;
        if (records > MAX_EMPTY_RECORDS) {
            throw new SSLException("more than " + MAX_EMPTY_RECORDS + " records without data");
        }
        inboundDone = result.getStatus() == Status.CLOSED || engine.isInboundDone();
        settle();
    }

    private SSLEngineResult unwrap(ByteBuffer octets, ByteBuffer room) throws SSLException {
        SSLEngineResult result = engine.unwrap(octets, room);
        if (result.bytesConsumed() == 0 && result.getStatus() != Status.CLOSED) {
            throw new SSLException("not a TLS record: " + result.getStatus());
        }
        return result;
    }

    private void encrypt(ByteBuffer source) throws SSLException {
        ByteBuffer room = Scratch.borrow();
        try {
            while (source.hasRemaining() && unsent + room.position() < MAX_UNSENT) {
                Status status = engine.wrap(source, room).getStatus();
                if (status == Status.BUFFER_OVERFLOW && room.position() > 0) {
                    keep(room);
                } else if (status != Status.OK) {
                    throw new SSLException("cannot encrypt: " + status);
                }
            }
            keep(room);
        } finally {
            Scratch.giveBack(room);
        }
        settle();
    }

    /** What TLS itself wants to say after a record: an answer to KeyUpdate, close_notify. */
    private void settle() throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status == HandshakeStatus.NEED_WRAP && wrapOwn() > 0) {
            status = engine.getHandshakeStatus();
        }
    }

    private int wrapOwn() throws SSLException {
        ByteBuffer room = Scratch.borrow();
        try {
            SSLEngineResult result = engine.wrap(Undigested.NOTHING, room);
            keep(room);
            return result.bytesProduced();
        } finally {
            Scratch.giveBack(room);
        }
    }

    private void keep(ByteBuffer room) {
        room.flip();
        if (room.hasRemaining()) {
            unsent += room.remaining();
            ciphertext.add(ByteBuffer.allocate(room.remaining()).put(room).flip());
        }
        room.clear();
    }

    private void runDelegated() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void concludeInbound() {
        if (ended && !inboundDone && !working && !canAdvance()) {
            inboundDone = true;
            truncated = true;
            undigested.discard();
            if (!handshakeDone && failure.isEmpty()) {
                failure = Optional.of(new SSLException("the connection ended during the handshake"));
            }
        }
    }

    private interface Action {
        void run() throws SSLException;
    }

    /** An engine's answer to hostile octets is mostly, but not always, an {@code SSLException}. */
    private void guarded(Action action) {
        try {
            action.run();
        } catch (SSLException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new SSLException("the TLS engine failed: " + e.getMessage(), e));
        }
    }

    private void fail(SSLException why) {
        failure = Optional.of(why);
        inboundDone = true;
        undigested.discard();
        engine.closeOutbound();
        for (int attempt = 0; attempt < ALERT_ATTEMPTS && !engine.isOutboundDone(); attempt++) {
            try {
                wrapOwn();
            } catch (SSLException | RuntimeException e) {
                why.addSuppressed(e); // the engine repeats its error once before it gives the alert
            }
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
