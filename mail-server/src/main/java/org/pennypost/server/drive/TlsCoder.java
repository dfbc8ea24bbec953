package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.engine.Peer;
import org.pennypost.tls.TlsLayer;

/** TLS: the octets of the network are records (RFC 8446 §5). */
final class TlsCoder implements Coder {
    private static final System.Logger LOG = System.getLogger(TlsCoder.class.getName());

    private final TlsLayer layer;

    TlsCoder(TlsLayer layer) {
        this.layer = layer;
    }

    @Override
    public boolean wantsInput() {
        return layer.wantsCiphertext();
    }

    @Override
    public void received(ByteBuffer octets) {
        layer.received(octets);
    }

    @Override
    public void inputEnded() {
        layer.inboundEnded();
    }

    @Override
    public boolean inputDone() {
        return layer.inboundDone();
    }

    @Override
    public Optional<ByteBuffer> takeInput() {
        return layer.takePlaintext();
    }

    @Override
    public boolean writable() {
        return layer.writable();
    }

    @Override
    public void write(ByteBuffer octets) {
        layer.write(octets);
    }

    /** RFC 8446 §6.1 has each side close for itself, but the engine answers close_notify with its own, as TLS 1.2 did. */
    @Override
    public boolean muted() {
        return layer.outboundDone();
    }

    @Override
    public void finish() {
        layer.closeOutbound();
    }

    @Override
    public Optional<ByteBuffer> takeOutput() {
        return layer.takeCiphertext();
    }

    @Override
    public Optional<Runnable> task() {
        return layer.task();
    }

    @Override
    public void taskDone() {
        layer.taskDone();
    }

    @Override
    public boolean ready() {
        return layer.handshakeDone();
    }

    @Override
    public Peer describe(Peer before) {
        layer.objection()
                .ifPresent(why -> LOG.log(System.Logger.Level.DEBUG, () -> "[" + before.connection() + "] " + why));
        return before.secured(layer.facts());
    }

    @Override
    public Optional<Exception> failure() {
        return layer.failure().map(Exception.class::cast);
    }
}
