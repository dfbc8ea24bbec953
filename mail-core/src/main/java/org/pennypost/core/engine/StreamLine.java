package org.pennypost.core.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A line of two streams, which stay the caller's to close. It has no time-outs and no TLS; DEFLATE it has, because IMAP
 * offers that to every client (RFC 4978).
 */
class StreamLine implements BlockingLine, AutoCloseable {
    private static final int PIECE = 4 * 1024;

    private final Peer peer;
    private InputStream in;
    private OutputStream out;
    private Runnable atTheEnd = () -> {};

    StreamLine(Peer peer, InputStream in, OutputStream out) {
        this.peer = peer;
        this.in = in;
        this.out = out;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void patience(Duration longest) throws IOException {
        // streams know no time-outs; a SocketDriver does
    }

    @Override
    public Optional<Peer> upgrade(Layer layer) {
        if (layer != Layer.DEFLATE) {
            return Optional.empty();
        }
        Inflater inflater = new Inflater(true); // RFC 4978 §3: without the header of zlib
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        atTheEnd = () -> {
            inflater.end();
            deflater.end();
        };
        in = new Inflated(in, inflater);
        out = new DeflaterOutputStream(out, deflater, PIECE, true);
        return Optional.of(peer);
    }

    @Override
    public void close() {
        atTheEnd.run();
    }

    /** RFC 4978 knows no end of the compressed stream but the end of the connection. */
    private static final class Inflated extends InflaterInputStream {
        private Inflated(InputStream in, Inflater inflater) {
            super(in, inflater, PIECE);
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            try {
                return super.read(octets, offset, length);
            } catch (EOFException end) {
                return -1;
            }
        }
    }
}
