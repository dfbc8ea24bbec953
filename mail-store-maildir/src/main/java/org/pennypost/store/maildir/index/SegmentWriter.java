package org.pennypost.store.maildir.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;

/**
 * Writes a segment: for some messages, which of them have each term.
 *
 * <pre>
 *   mark  identity  messages   where each of 4,096 drawers lies   UIDs   sum of all that
 *     8       8         4                  8 each                8 each       4
 *   a drawer, for 256 terms:   count   { term  length  sum }*   sum   the {@link Postings} of each
 *                                4        4      4      4        4
 * </pre>
 *
 * <p>Terms come in ascending order. The file has its name only when it is whole. Confined to one thread.
 */
final class SegmentWriter implements AutoCloseable {
    static final long MARK = 0x50656e6e79493031L;
    static final int DRAWERS = 4096;
    static final int DRAWER_BITS = 8;
    static final int ITEM = 12;
    static final String PREFIX = "segment-";
    static final String UNFINISHED = ".new";

    private final Path fresh;
    private final Path target;
    private final FileChannel file;
    private final ByteBuffer head;
    private final long[] drawers = new long[DRAWERS + 1];
    private final int messages;
    private final CRC32C sum = new CRC32C();
    private final ByteBuffer list = ByteBuffer.allocate(8 + (ITEM << DRAWER_BITS));
    private ByteBuffer postings = ByteBuffer.allocate(64 * 1024);
    private long end;
    private int drawer;
    private int count;

    /** A segment in a directory, about messages of these UIDs, ascending. */
    SegmentWriter(Path directory, long identity, long[] uids) throws IOException {
        String name = PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong());
        target = directory.resolve(name);
        fresh = directory.resolve(name + UNFINISHED);
        messages = uids.length;
        head = ByteBuffer.allocate(headLength(messages));
        head.putLong(MARK).putLong(identity).putInt(messages);
        head.position(head.position() + Long.BYTES * drawers.length);
        for (long uid : uids) {
            head.putLong(uid);
        }
        end = head.capacity();
        file = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        begin();
    }

    static int headLength(int messages) {
        return 8 + 8 + 4 + Long.BYTES * (DRAWERS + 1) + Long.BYTES * messages + 4;
    }

    /** The messages that have a term, by their places among the UIDs, ascending. */
    void add(int term, int[] numbers, int length) throws IOException {
        turnTo(term >>> DRAWER_BITS);
        ByteBuffer octets = Postings.encode(numbers, length, messages);
        list.putInt(term).putInt(octets.remaining()).putInt(sum(octets));
        count++;
        if (postings.remaining() < octets.remaining()) {
            int capacity = Math.max(2 * postings.capacity(), postings.position() + octets.remaining());
            postings = ByteBuffer.allocate(capacity).put(postings.flip());
        }
        postings.put(octets);
    }

    /** The file is whole now. */
    void done() throws IOException {
        turnTo(DRAWERS);
        int table = 8 + 8 + 4;
        for (int i = 0; i < drawers.length; i++) {
            head.putLong(table + Long.BYTES * i, drawers[i]);
        }
        head.putInt(head.capacity() - 4, sum(head.duplicate().position(0).limit(head.capacity() - 4)));
        write(head.clear(), 0);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(fresh);
    }

    private void turnTo(int wanted) throws IOException {
        while (drawer < wanted) {
            if (count > 0) {
                finish();
            }
            drawers[++drawer] = end;
        }
    }

    private void begin() {
        drawers[drawer] = end;
        list.clear().putInt(0);
        postings.clear();
        count = 0;
    }

    private void finish() throws IOException {
        list.putInt(0, count);
        list.putInt(sum(list.duplicate().flip()));
        list.flip();
        int length = list.remaining();
        write(list, end);
        postings.flip();
        int octets = postings.remaining();
        write(postings, end + length);
        end += length + octets;
        list.clear().putInt(0);
        postings.clear();
        count = 0;
    }

    private int sum(ByteBuffer octets) {
        sum.reset();
        sum.update(octets.duplicate());
        return (int) sum.getValue();
    }

    private void write(ByteBuffer octets, long at) throws IOException {
        long to = at;
        while (octets.hasRemaining()) {
            to += file.write(octets, to);
        }
    }
}
