package org.pennypost.store.maildir.index;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A segment as {@link SegmentWriter} wrote it. Of its head the UIDs are held in memory, and the rest, once it was needed,
 * as long as there is room. All that is read is checked against its sum; what is damaged throws {@link IOException}.
 * Thread-safe.
 */
final class Segment {
    private static final int TABLE = 8 + 8 + 4;

    private final Path path;
    private final long[] uids;
    private volatile SoftReference<long[]> drawers = new SoftReference<>(null);

    private Segment(Path path, ByteBuffer head, int messages) {
        this.path = path;
        this.uids = new long[messages];
        head.position(TABLE + Long.BYTES * (SegmentWriter.DRAWERS + 1));
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
            return new Segment(path, head(file, messages), messages);
        }
    }

    private static ByteBuffer head(FileChannel file, int messages) throws IOException {
        int length = SegmentWriter.headLength(messages);
        ByteBuffer head = read(file, 0, length);
        check(head.duplicate().limit(length - 4), head.getInt(length - 4));
        return head;
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
        long[] starts = drawers(file);
        int length = Math.toIntExact(starts[number + 1] - starts[number]);
        return Drawer.of(read(file, starts[number], length));
    }

    /** Where each drawer begins. */
    private long[] drawers(FileChannel file) throws IOException {
        long[] known = drawers.get();
        if (known == null) {
            known = new long[SegmentWriter.DRAWERS + 1];
            head(file, uids.length).position(TABLE).asLongBuffer().get(known);
            drawers = new SoftReference<>(known);
        }
        return known;
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
