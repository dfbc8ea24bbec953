package org.pennypost.tls;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
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

    private final SSLEngine engine;
    private final Function<SSLEngine, Vouching.Verdict> judge;
    private final Outgoing outgoing;
    private final Incoming incoming;

    private boolean working;
    private boolean handshakeDone;
    private Optional<Vouching.Verdict> verdict = Optional.empty();
    private boolean closeWanted;
    private boolean ended;
    private boolean truncated;
    private Optional<SSLException> failure = Optional.empty();

    private TlsLayer(SSLEngine engine, Function<SSLEngine, Vouching.Verdict> judge) {
        this.engine = engine;
        this.judge = judge;
        this.outgoing = new Outgoing(engine);
        this.incoming = new Incoming(engine, outgoing);
    }

    /** A layer around a new engine whose side and parameters are set. */
    public static TlsLayer over(SSLEngine engine) {
        return over(engine, done -> new Vouching.Verdict(TlsFacts.of(done), Optional.empty()));
    }

    /** The same with an engine that may have let a client go on whose certificate is still to be judged. */
    static TlsLayer over(SSLEngine engine, Function<SSLEngine, Vouching.Verdict> judge) {
        TlsLayer layer = new TlsLayer(engine, judge);
        layer.guarded(engine::beginHandshake);
        return layer;
    }

    /** False while a task, plaintext that nobody took, or unsent ciphertext comes first, and after the end. */
    public boolean wantsCiphertext() {
        return !working
                && !ended
                && !incoming.done()
                && !incoming.hasPlaintext()
                && outgoing.unsent() < MAX_UNSENT
                && !canAdvance();
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
                incoming.digest(octets);
            } else {
                incoming.collect(octets);
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
            guarded(incoming::digestRest);
        }
        if (closeWanted) {
            closeOutbound();
        }
        concludeInbound();
    }

    /** The next octets for the engine above; owned by the caller. */
    public Optional<ByteBuffer> takePlaintext() {
        return incoming.take();
    }

    /** Whether {@link #write} may be called: the handshake is done, the way out is open and not full. */
    public boolean writable() {
        return handshakeDone
                && !working
                && failure.isEmpty()
                && outgoing.unsent() < MAX_UNSENT
                && !engine.isOutboundDone();
    }

    /**
     * Encrypts as much of {@code source} as there is room for and advances its position; call again when
     * {@link #writable}.
     *
     * @throws IllegalStateException if {@link #writable} is false
     */
    public void write(ByteBuffer source) {
        require(writable(), "plaintext while not writable");
        guarded(() -> outgoing.encrypt(source));
    }

    /** The next octets for the network; owned by the caller. */
    public Optional<ByteBuffer> takeCiphertext() {
        return working ? Optional.empty() : outgoing.take();
    }

    /** We send nothing more: close_notify is now among the ciphertext (RFC 8446 §6.1). */
    public void closeOutbound() {
        closeWanted = true;
        if (!working && failure.isEmpty()) {
            guarded(outgoing::close);
        }
    }

    /** Whether both sides have agreed, so that data may pass and {@link #facts} be asked for. */
    public boolean handshakeDone() {
        return handshakeDone && !working;
    }

    /** No more plaintext will come, beyond what waits to be taken. */
    public boolean inboundDone() {
        return incoming.done() && !working;
    }

    /** The peer, or somebody between, ended the connection without close_notify: what came may not be all. */
    public boolean truncated() {
        return truncated;
    }

    /** Nothing more will be sent, and all ciphertext was taken: the connection can be closed. */
    public boolean outboundDone() {
        return !working && outgoing.unsent() == 0 && (failure.isPresent() || engine.isOutboundDone());
    }

    /** Why TLS came to a bad end, for a log at debug level; the peer gets an alert and nothing else. */
    public Optional<SSLException> failure() {
        return working ? Optional.empty() : failure;
    }

    /** What is now known of the peer; to be asked when {@link #handshakeDone}. */
    public Peer.Tls facts() {
        require(handshakeDone(), "no facts before the end of the handshake");
        return verdict.orElseThrow().facts();
    }

    /** Why the client's certificate is not among the facts although it showed one, for a log at debug level. */
    public Optional<String> objection() {
        return handshakeDone() ? verdict.flatMap(Vouching.Verdict::objection) : Optional.empty();
    }

    private boolean canAdvance() {
        return !handshakeDone
                && failure.isEmpty()
                && !closeWanted
                && (engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP || incoming.hasRecord());
    }

    /** As far as the octets at hand go. Delegated tasks (the JDK's) run here too: this is the thread for them. */
    private void advance() throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runDelegated();
                case NEED_WRAP -> outgoing.wrapOwn();
                case NEED_UNWRAP -> {
                    if (!incoming.hasRecord()) {
                        return;
                    }
                    if (incoming.isFromStranger()) {
                        refuseStranger();
                        return;
                    }
                    incoming.unwrapHandshake();
                }
                default -> {
                    verdict = Optional.of(judge.apply(engine)); // here: it verifies signatures
                    handshakeDone = true;
                    incoming.open();
                    return;
                }
            }
        }
    }

    /** Not TLS at all: the alert is ours, because neither provider has one for a peer that it does not understand. */
    private void refuseStranger() {
        failure = Optional.of(new SSLException("the first octets are no TLS record"));
        incoming.end();
        outgoing.add(TlsRecords.UNEXPECTED_MESSAGE.duplicate());
    }

    private void runDelegated() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void concludeInbound() {
        if (ended && !working && !incoming.done() && !canAdvance()) {
            incoming.end();
            truncated = true;
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
        incoming.end();
        outgoing.alert(why);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
