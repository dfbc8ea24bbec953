package org.pennypost.store.maildir.index;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A segment as {@link SegmentWriter} wrote it. Only its head is held in memory. All that is read is checked against its
 * sum; what is damaged throws {@link IOException}. Thread-safe.
 */
final class Segment {
    private static final int TABLE = 8 + 8 + 4;

    private final Path path;
    private final long[] drawers = new long[SegmentWriter.DRAWERS + 1];
    private final long[] uids;

    private Segment(Path path, ByteBuffer head, int messages) {
        this.path = path;
        for (int i = 0; i < drawers.length; i++) {
            drawers[i] = head.getLong(TABLE + Long.BYTES * i);
        }
        this.uids = new long[messages];
        head.position(TABLE + Long.BYTES * drawers.length);
        head.asLongBuffer().get(uids);
    }

    /** Opens a segment of a mailbox. */
    static Segment open(Path path, long identity) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer start = read(file, 0, TABLE);
            int messages = start.getInt(16);
            if (start.getLong(0) != SegmentWriter.MARK
                    || start.getLong(8) != identity
                    || messages < 0
                    || messages > file.size() / Long.BYTES) {
                throw new IOException("no segment of this mailbox: " + path);
            }
            int length = SegmentWriter.headLength(messages);
            ByteBuffer head = read(file, 0, length);
            check(head.duplicate().limit(length - 4), head.getInt(length - 4));
            return new Segment(path, head, messages);
        }
    }

    Path path() {
        return path;
    }

    /** The messages that it is about, ascending. */
    long[] uids() {
        return uids;
    }

    /** One drawer after the other, for those who want all of it. */
    Drawer drawer(FileChannel file, int number) throws IOException {
        int length = Math.toIntExact(drawers[number + 1] - drawers[number]);
        return Drawer.of(read(file, drawers[number], length));
    }

    FileChannel file() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /** Which messages have all the terms, which are ascending: a bit for each place among the UIDs. */
    long[] withAll(int[] terms) throws IOException {
        long[] found = new long[(uids.length + 63) / 64];
        Arrays.fill(found, -1L);
        int[] numbers = new int[uids.length];
        try (FileChannel file = file()) {
            Drawer open = Drawer.EMPTY;
            int number = -1;
            for (int term : terms) {
                if (term >>> SegmentWriter.DRAWER_BITS != number) {
                    number = term >>> SegmentWriter.DRAWER_BITS;
                    open = drawer(file, number);
                }
                keep(found, numbers, open.numbers(term, numbers));
            }
        }
        return found;
    }

    private static void keep(long[] found, int[] numbers, int count) {
        long[] these = new long[found.length];
        for (int i = 0; i < count; i++) {
            these[numbers[i] >>> 6] |= 1L << numbers[i];
        }
        for (int i = 0; i < found.length; i++) {
            found[i] &= these[i];
        }
    }

    static void check(ByteBuffer octets, int expected) throws IOException {
        CRC32C sum = new CRC32C();
        sum.update(octets.duplicate());
        if ((int) sum.getValue() != expected) {
            throw new IOException("damaged");
        }
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        if (length < 0 || at < 0 || at + length > file.size()) {
            throw new EOFException("the file is too short");
        }
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining()) {
            if (file.read(octets, at + octets.position()) < 0) {
                throw new EOFException("the file is too short");
            }
        }
        return octets.flip();
    }
}
