package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Raw DEFLATE (RFC 1951) in both directions, without the zlib header that many libraries add (RFC 4978 §3). Each
 * write ends with a sync flush, so that the peer can read all that was written.
 *
 * <p>A few octets can inflate to a thousand times as many; they are inflated a piece at a time, when asked for.
 */
final class DeflateCoder implements Coder {
    private static final int PIECE = 16 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Inflater inflater = new Inflater(true);
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final ArrayDeque<ByteBuffer> output = new ArrayDeque<>(2);
    private ByteBuffer compressed = NOTHING;
    private boolean ended;
    private Optional<Exception> failure = Optional.empty();

    @Override
    public boolean wantsInput() {
        return !compressed.hasRemaining() && !inflater.finished() && failure.isEmpty();
    }

    @Override
    public void received(ByteBuffer octets) {
        compressed = octets;
        inflater.setInput(octets);
    }

    @Override
    public void inputEnded() {
        ended = true;
    }

    @Override
    public boolean inputDone() {
        return ended || inflater.finished() || failure.isPresent();
    }

    @Override
    public Optional<ByteBuffer> takeInput() {
        if (failure.isPresent() || inflater.finished() || compressed == NOTHING) {
            return Optional.empty();
        }
        try {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            inflater.inflate(piece);
            if (piece.position() < PIECE) {
                compressed = NOTHING; // all read, and nothing held back
            }
            return piece.flip().hasRemaining() ? Optional.of(piece) : Optional.empty();
        } catch (DataFormatException e) {
            failure = Optional.of(e);
            return Optional.empty();
        }
    }

    @Override
    public boolean writable() {
        return output.isEmpty();
    }

    @Override
    public void write(ByteBuffer octets) {
        deflater.setInput(octets);
        ByteBuffer piece;
        do {
            piece = ByteBuffer.allocate(Math.min(PIECE, octets.remaining() + 64));
            deflater.deflate(piece, Deflater.SYNC_FLUSH);
            if (piece.position() > 0) {
                output.add(piece.duplicate().flip());
            }
        } while (!piece.hasRemaining());
    }

    @Override
    public void finish() {
        // RFC 4978 knows no end of the compressed stream but the end of the connection
    }

    @Override
    public Optional<ByteBuffer> takeOutput() {
        return Optional.ofNullable(output.poll());
    }

    @Override
    public Optional<Exception> failure() {
        return failure;
    }

    @Override
    public void close() {
        inflater.end();
        deflater.end();
    }
}
