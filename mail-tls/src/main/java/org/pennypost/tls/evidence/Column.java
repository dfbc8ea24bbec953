package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.pennypost.tls.files.OwnerOnly;

/**
 * A file of values of one width that grows at its end. What is added stays in memory until {@link #flush}. Confined to
 * whoever holds the log's lock.
 */
final class Column implements AutoCloseable {
    private static final int BATCH = 1024;

    private final int width;
    private final FileChannel channel;
    private ByteBuffer tail;
    private long written;
    /** The last value that was written, if it is at hand. */
    private byte[] last = {};

    private Column(int width, FileChannel channel, long written) {
        this.width = width;
        this.channel = channel;
        this.written = written;
        this.tail = ByteBuffer.allocate(0);
    }

    /** For writing. */
    static Column open(Path file, int width) throws IOException {
        FileChannel channel =
                OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Column(width, channel, channel.size() / width);
    }

    /** For reading what another process writes. */
    static Column read(Path file, int width) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new Column(width, channel, channel.size() / width);
    }

    /** How many values there are. */
    long count() {
        return written + tail.position() / width;
    }

    /** Adds the value that lies at a place of these octets; touches no disk. */
    void add(byte[] octets, int at) {
        if (tail.remaining() < width) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * tail.capacity(), 16 * width));
            tail = larger.put(tail.flip());
        }
        tail.put(octets, at, width);
    }

    /** Puts the last value there; touches no disk unless it is the first to be asked for. */
    void last(byte[] into, int at) throws IOException {
        if (tail.position() > 0) {
            System.arraycopy(tail.array(), tail.position() - width, into, at, width);
        } else {
            if (last.length == 0) {
                last = get(written - 1);
            }
            System.arraycopy(last, 0, into, at, width);
        }
    }

    byte[] get(long index) throws IOException {
        byte[] value = new byte[width];
        if (index >= written) {
            tail.duplicate().flip().get(Math.toIntExact(index - written) * width, value);
            return value;
        }
        ByteBuffer into = ByteBuffer.wrap(value);
        if (channel.read(into, index * width) < width) {
            throw new EvidenceException("value " + index + " of the tree is missing");
        }
        return value;
    }

    /** Whether enough has been gathered for a write. */
    boolean full() {
        return tail.position() >= BATCH * width;
    }

    /** Writes what was added. If that fails it stays in memory. */
    void flush() throws IOException {
        ByteBuffer octets = tail.duplicate().flip();
        long at = written * width;
        while (octets.hasRemaining()) {
            at += channel.write(octets, at);
        }
        if (tail.position() > 0) {
            last = Arrays.copyOfRange(tail.array(), tail.position() - width, tail.position());
        }
        written = count();
        tail.clear();
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** Forgets all values but the first. */
    void truncate(long count) throws IOException {
        tail.clear();
        last = new byte[0];
        channel.truncate(count * width);
        written = Math.min(written, count);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
