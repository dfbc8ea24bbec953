package org.pennypost.tls.evidence;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.pennypost.tls.files.OwnerOnly;

/**
 * A file of values of one width that grows at its end. What is added stays in memory until {@link #flush}. Confined to
 * whoever has the turn to write, but for {@link #force}. No channel: an interrupt of a worker would close it.
 */
final class Column implements AutoCloseable {
    private static final int BATCH = 1024;

    private final int width;
    private final RandomAccessFile file;
    private ByteBuffer tail;
    private long written;
    /** The last value that was written, if it is at hand. */
    private byte[] last = {};

    private Column(int width, RandomAccessFile file, long written) {
        this.width = width;
        this.file = file;
        this.written = written;
        this.tail = ByteBuffer.allocate(0);
    }

    /** For writing. */
    static Column open(Path file, int width) throws IOException {
        OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        return of(new RandomAccessFile(file.toFile(), "rw"), width);
    }

    /** For reading what another process writes. */
    static Column read(Path file, int width) throws IOException {
        try {
            return of(new RandomAccessFile(file.toFile(), "r"), width);
        } catch (FileNotFoundException gone) {
            throw new EvidenceException(
                    file + " is missing or cannot be read; the server computes it again when it starts", gone);
        }
    }

    private static Column of(RandomAccessFile file, int width) throws IOException {
        return new Column(width, file, file.length() / width);
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

    /** Has the last value at hand, so that {@link #last} touches no disk. */
    void prepare() throws IOException {
        if (tail.position() == 0 && last.length == 0 && written > 0) {
            last = get(written - 1);
        }
    }

    /** Puts the last value there; touches no disk unless it is the first to be asked for. */
    void last(byte[] into, int at) throws IOException {
        prepare();
        if (tail.position() > 0) {
            System.arraycopy(tail.array(), tail.position() - width, into, at, width);
        } else {
            System.arraycopy(last, 0, into, at, width);
        }
    }

    byte[] get(long index) throws IOException {
        byte[] value = new byte[width];
        if (index >= count()) {
            throw new EvidenceException("value " + index + " of the tree is missing");
        }
        if (index >= written) {
            tail.duplicate().flip().get(Math.toIntExact(index - written) * width, value);
            return value;
        }
        try {
            file.seek(index * width);
            file.readFully(value);
            return value;
        } catch (EOFException gone) {
            throw new EvidenceException("value " + index + " of the tree is missing", gone);
        }
    }

    /** Whether enough has been gathered for a write. */
    boolean full() {
        return tail.position() >= BATCH * width;
    }

    /** Writes what was added. If that fails it stays in memory. */
    void flush() throws IOException {
        if (tail.position() > 0) {
            file.seek(written * width);
            file.write(tail.array(), 0, tail.position());
            last = Arrays.copyOfRange(tail.array(), tail.position() - width, tail.position());
        }
        written = count();
        tail.clear();
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    /** Forgets all values but the first. */
    void truncate(long count) throws IOException {
        tail.clear();
        last = new byte[0];
        file.setLength(Math.min(file.length(), count * width));
        written = Math.min(written, count);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
