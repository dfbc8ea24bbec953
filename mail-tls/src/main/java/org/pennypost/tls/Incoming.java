package org.pennypost.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** The way in of a {@link TlsLayer}: ciphertext that is not yet a record, plaintext that waits to be taken. */
final class Incoming {

    private final SSLEngine engine;
    private final Outgoing outgoing;
    private final Undigested undigested = new Undigested();
    private final ArrayDeque<ByteBuffer> plaintext = new ArrayDeque<>(2);
    private boolean done;
    private boolean refusesHandshakeRecords;
    private int handshakeOctets;
    private int records;

    Incoming(SSLEngine engine, Outgoing outgoing) {
        this.engine = engine;
        this.outgoing = outgoing;
    }

    boolean done() {
        return done;
    }

    /** What comes from now on is no data. */
    void end() {
        done = true;
        undigested.discard();
    }

    boolean hasPlaintext() {
        return !plaintext.isEmpty();
    }

    Optional<ByteBuffer> take() {
        return Optional.ofNullable(plaintext.poll());
    }

    boolean hasRecord() {
        return TlsRecords.missing(undigested.view()) == 0;
    }

    /** Whether what came first cannot be TLS; asked when {@link #hasRecord}. */
    boolean isFromStranger() {
        return records == 0 && !TlsRecords.isRecord(undigested.view());
    }

    /** Octets of a handshake wait for the thread that does the work. */
    void collect(ByteBuffer octets) throws SSLException {
        handshakeOctets += octets.remaining();
        if (handshakeOctets > TlsLayer.MAX_HANDSHAKE_OCTETS) {
            throw new SSLException("a handshake of more than " + TlsLayer.MAX_HANDSHAKE_OCTETS + " octets");
        }
        undigested.append(octets);
    }

    void unwrapHandshake() throws SSLException {
        if (++records > TlsLayer.MAX_HANDSHAKE_RECORDS) {
            throw new SSLException("a handshake of more than " + TlsLayer.MAX_HANDSHAKE_RECORDS + " records");
        }
        ByteBuffer room = Scratch.borrow();
        try {
            if (unwrap(undigested.view(), room).getStatus() == Status.CLOSED) {
                throw new SSLException("closed by the peer during the handshake");
            }
        } finally {
            Scratch.giveBack(room);
        }
        undigested.release();
    }

    /** From here on records carry data; before TLS 1.3 a handshake record would be a renegotiation. */
    void open() {
        records = 0;
        refusesHandshakeRecords = !engine.getSession().getProtocol().equals("TLSv1.3");
    }

    /** Straight from the caller's buffer; only the beginning of a record is copied. */
    void digest(ByteBuffer octets) throws SSLException {
        while (octets.hasRemaining() && !done) {
            if (undigested.size() == 0) {
                digestWhole(octets);
                undigested.append(octets);
            } else {
                undigested.append(octets, TlsRecords.missing(undigested.view()));
                digestRest();
            }
        }
    }

    void digestRest() throws SSLException {
        digestWhole(undigested.view());
        undigested.release();
    }

    private void digestWhole(ByteBuffer octets) throws SSLException {
        int whole = TlsRecords.whole(octets);
        if (whole == 0) {
            return;
        }
        ByteBuffer room = ByteBuffer.allocate(whole); // plaintext is always shorter
        try {
            while (!done && TlsRecords.missing(octets) == 0) {
                digestRecord(octets, room);
            }
        } finally {
            if (room.flip().hasRemaining()) {
                plaintext.add(room);
            }
        }
    }

    // Deviates from RFC 5246 §7.2.2: a renegotiation ends the connection instead of being declined by an alert, because
    // nobody who reads mail needs one, and whoever goes on asking makes us work for nothing (RFC 9325 §3.5).
    private void digestRecord(ByteBuffer octets, ByteBuffer room) throws SSLException {
        if (refusesHandshakeRecords && TlsRecords.type(octets) == TlsRecords.HANDSHAKE) {
            throw new SSLException("renegotiation is refused");
        }
        SSLEngineResult result = unwrap(octets, room);
        records = result.bytesProduced() > 0 ? 0 : records + 1;
        if (records > TlsLayer.MAX_EMPTY_RECORDS) {
            throw new SSLException("more than " + TlsLayer.MAX_EMPTY_RECORDS + " records without data");
        }
        done = result.getStatus() == Status.CLOSED || engine.isInboundDone();
        outgoing.settle();
    }

    private SSLEngineResult unwrap(ByteBuffer octets, ByteBuffer room) throws SSLException {
        SSLEngineResult result = engine.unwrap(octets, room);
        if (result.bytesConsumed() == 0 && result.getStatus() != Status.CLOSED) {
            throw new SSLException("not a TLS record: " + result.getStatus());
        }
        return result;
    }
}
