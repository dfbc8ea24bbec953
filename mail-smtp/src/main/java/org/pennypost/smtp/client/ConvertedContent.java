package org.pennypost.smtp.client;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.TransferEncoder;
import org.pennypost.core.text.LineEnds;

/**
 * A message as it is encoded while it is read, in pieces, so that it is held nowhere. Who reads it forwards reads the
 * original once; a look back begins anew.
 */
record ConvertedContent(Content original, long size, Supplier<TransferEncoder> encoders) implements Content {
    private static final int PIECE = 64 * 1024;

    /**
     * What comes of a message.
     *
     * @param size in octets
     * @param ascii whether it is ASCII
     * @param lines whether it is made of lines, without NUL
     * @param before whether it was both before
     */
    record Measure(long size, boolean ascii, boolean lines, boolean before) {}

    /** Encodes a message for nobody. May block. */
    static Measure measure(Content original, Supplier<TransferEncoder> encoders) throws StoreException {
        LineEnds ends = new LineEnds();
        long size = 0;
        try (Encoding encoding = new Encoding(original, encoders.get())) {
            for (ByteBuffer piece = encoding.next(); piece.hasRemaining(); piece = encoding.next()) {
                size += piece.remaining();
                ends.watch(piece);
            }
            return new Measure(size, encoding.encoder.isAscii(), areLines(ends), encoding.before());
        }
    }

    private static boolean areLines(LineEnds ends) {
        return !ends.bareCr(true) && !ends.bareLf() && !ends.nul();
    }

    @Override
    public Reader open() throws StoreException {
        return new Reading();
    }

    /** The original on its way through an encoder. */
    private static final class Encoding implements AutoCloseable {
        private final Content original;
        private final Reader reader;
        private final TransferEncoder encoder;
        private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
        private final LineEnds ends = new LineEnds();
        private boolean ascii = true;
        private long at;
        private boolean ended;

        Encoding(Content original, TransferEncoder encoder) throws StoreException {
            this.original = original;
            this.reader = original.open();
            this.encoder = encoder;
        }

        /**
         * The next octets; none at the end.
         *
         * @throws StoreException CORRUPTION if the original ends early: what is left of it is not the message
         */
        ByteBuffer next() throws StoreException {
            ByteBuffer encoded = ByteBuffer.allocate(0);
            while (!encoded.hasRemaining() && !ended) {
                int count = reader.read(at, piece.clear());
                ended = count < 0;
                at += Math.max(0, count);
                if (ended && at < original.size()) {
                    throw new StoreException(
                            StoreException.Reason.CORRUPTION, "a message is shorter than it was: " + at + " octets");
                }
                encoded = ended ? encoder.finish() : encoder.encode(look(piece.flip()));
            }
            return encoded;
        }

        private ByteBuffer look(ByteBuffer octets) {
            ends.watch(octets);
            for (int i = 0; i < octets.limit() && ascii; i++) {
                ascii = octets.get(i) >= 0;
            }
            return octets;
        }

        /** Whether what was read is ASCII and made of lines. */
        boolean before() {
            return ascii && areLines(ends);
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private final class Reading implements Reader {
        private Encoding encoding = begin();
        private ByteBuffer ready = ByteBuffer.allocate(0);
        private long at;

        Reading() throws StoreException {}

        @Override
        public int read(long offset, ByteBuffer into) throws StoreException {
            if (offset < at) {
                encoding.close();
                encoding = begin();
                ready = ByteBuffer.allocate(0);
                at = 0;
            }
            while (at < offset && hasMore()) {
                take((int) Math.min(ready.remaining(), offset - at));
            }
            int room = into.remaining();
            while (into.hasRemaining() && hasMore()) {
                int count = Math.min(into.remaining(), ready.remaining());
                into.put(ready.slice(ready.position(), count));
                take(count);
            }
            return room > 0 && into.remaining() == room ? -1 : room - into.remaining();
        }

        private Encoding begin() throws StoreException {
            return new Encoding(original, encoders.get());
        }

        private boolean hasMore() throws StoreException {
            if (!ready.hasRemaining()) {
                ready = encoding.next();
            }
            return ready.hasRemaining();
        }

        private void take(int count) {
            ready.position(ready.position() + count);
            at += count;
        }

        @Override
        public void close() {
            encoding.close();
        }
    }
}
