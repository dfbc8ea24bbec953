package org.pennypost.core.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;

/** The octets of a message in chunks, so that a large one needs no large array. */
public final class MemoryContent implements Content {
    static final int CHUNK = 64 * 1024;

    /** All but the last have {@link #CHUNK} octets. */
    private final byte[][] chunks;

    private final long size;
    private volatile Optional<Boolean> dotFree = Optional.empty();

    MemoryContent(byte[][] chunks, long size) {
        this.chunks = chunks;
        this.size = size;
    }

    /** A message of these octets, which have CRLF line ends; where they may have others, take {@link #withCrlf}. */
    public static MemoryContent of(byte[] octets) {
        byte[][] chunks = new byte[(octets.length + CHUNK - 1) / CHUNK][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Arrays.copyOfRange(octets, i * CHUNK, Math.min(octets.length, (i + 1) * CHUNK));
        }
        return new MemoryContent(chunks, octets.length);
    }

    /** A message of these octets, with CRLF or LF line ends, which become CRLF. */
    public static MemoryContent withCrlf(byte[] octets) {
        ByteBuffer lines = crlf(octets);
        return of(Arrays.copyOf(lines.array(), lines.limit()));
    }

    /** The same octets with CRLF where LF stood alone. */
    static ByteBuffer crlf(byte[] octets) {
        ByteBuffer lines = ByteBuffer.allocate(Math.multiplyExact(2, octets.length));
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r')) {
                lines.put((byte) '\r');
            }
            lines.put(octets[i]);
        }
        return lines.flip();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Reader open() {
        return new Reader() {
            @Override
            public int read(long offset, ByteBuffer into) {
                return copy(offset, into);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean dotFree() {
        if (dotFree.isEmpty()) {
            dotFree = Optional.of(scan());
        }
        return dotFree.get();
    }

    private int copy(long offset, ByteBuffer into) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset);
        }
        if (offset >= size) {
            return -1;
        }
        long at = offset;
        while (into.hasRemaining() && at < size) {
            int from = (int) (at % CHUNK);
            int length = (int) Math.min(Math.min(CHUNK - from, size - at), into.remaining());
            into.put(chunks[(int) (at / CHUNK)], from, length);
            at += length;
        }
        return (int) (at - offset);
    }

    private boolean scan() {
        byte beforeLast = '\r';
        byte last = '\n';
        for (long at = 0; at < size; at++) {
            byte octet = chunks[(int) (at / CHUNK)][(int) (at % CHUNK)];
            if (octet == '.' && last == '\n' && beforeLast == '\r') {
                return false;
            }
            beforeLast = last;
            last = octet;
        }
        return true;
    }
}
