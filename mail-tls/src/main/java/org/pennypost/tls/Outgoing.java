package org.pennypost.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** The way out of a {@link TlsLayer}: ciphertext that waits to be taken, and how it is made. */
final class Outgoing {

    /** The JDK's engine throws its error once more before it gives the alert. */
    private static final int ALERT_ATTEMPTS = 4;

    private final SSLEngine engine;
    private final ArrayDeque<ByteBuffer> ciphertext = new ArrayDeque<>(2);
    private int unsent;

    Outgoing(SSLEngine engine) {
        this.engine = engine;
    }

    int unsent() {
        return unsent;
    }

    Optional<ByteBuffer> take() {
        Optional<ByteBuffer> next = Optional.ofNullable(ciphertext.poll());
        unsent -= next.map(ByteBuffer::remaining).orElse(0);
        return next;
    }

    void add(ByteBuffer octets) {
        unsent += octets.remaining();
        ciphertext.add(octets);
    }

    /** As much of {@code source} as there is room for, at least one record. */
    void encrypt(ByteBuffer source) throws SSLException {
        ByteBuffer room = Scratch.borrow();
        try {
            while (source.hasRemaining() && unsent + room.position() < TlsLayer.MAX_UNSENT) {
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

    /** What TLS itself has to say: a part of the handshake, an answer to KeyUpdate, close_notify. */
    int wrapOwn() throws SSLException {
        ByteBuffer room = Scratch.borrow();
        try {
            SSLEngineResult result = engine.wrap(Undigested.NOTHING, room);
            keep(room);
            return result.bytesProduced();
        } finally {
            Scratch.giveBack(room);
        }
    }

    /** Lets TLS have its say until it waits for the peer again. */
    void settle() throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status == HandshakeStatus.NEED_WRAP && wrapOwn() > 0) {
            status = engine.getHandshakeStatus();
        }
    }

    void close() throws SSLException {
        engine.closeOutbound();
        settle();
    }

    /** The alert that goes with a failure. */
    void alert(SSLException why) {
        engine.closeOutbound();
        for (int attempt = 0; attempt < ALERT_ATTEMPTS && !engine.isOutboundDone(); attempt++) {
            try {
                wrapOwn();
            } catch (SSLException | RuntimeException e) {
                if (e != why) {
                    why.addSuppressed(e);
                }
            }
        }
    }

    private void keep(ByteBuffer room) {
        room.flip();
        if (room.hasRemaining()) {
            add(ByteBuffer.allocate(room.remaining()).put(room).flip());
        }
        room.clear();
    }
}
