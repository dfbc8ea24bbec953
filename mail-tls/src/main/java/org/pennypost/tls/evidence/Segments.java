package org.pennypost.tls.evidence;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pennypost.tls.files.OwnerOnlyFiles;

/**
 * The files that hold the events, one frame behind the other: {@code log/0000000000.events} and so on, each begun when
 * the one before is full. Only the last one is ever written to.
 *
 * <p>A place is the number of the segment and the offset in it, as one number. Confined to whoever holds the log's lock,
 * but for {@link #sync}. No channel: an interrupt of a worker would close it.
 */
final class Segments implements AutoCloseable {
    /** The magic, then the index of the segment's first event. */
    static final int HEAD = 16;

    private static final byte[] MAGIC = {'P', 'P', 'E', 'V', 'L', 'O', 'G', '1'};

    private final Path directory;
    private final long full;
    private RandomAccessFile file;
    private int number;
    private long position;

    private Segments(Path directory, long full, int number, RandomAccessFile file, long position) {
        this.directory = directory;
        this.full = full;
        this.number = number;
        this.file = file;
        this.position = position;
    }

    /**
     * Goes on writing at a place; what is behind it, the torn end of a write, is cut off.
     *
     * @param index of the event that will be written there
     */
    static Segments appendAt(Path directory, long full, long place, long index) throws IOException {
        int number = segment(place);
        Segments segments =
                new Segments(directory, full, number, open(directory, number), Math.max(offset(place), HEAD));
        if (segments.file.length() < HEAD) {
            begin(segments.file, index);
        }
        segments.file.setLength(segments.position);
        segments.file.seek(segments.position);
        segments.sync();
        OwnerOnlyFiles.makeDurable(directory);
        return segments;
    }

    /** Whether the next event will be in another file. */
    boolean full() {
        return position >= full;
    }

    /** Writes an event behind all others and tells its place; if that fails, nothing of it stays. */
    long append(Frame frame, long index) throws IOException {
        if (full()) {
            next(index);
        }
        long place = place(number, position);
        try {
            file.write(frame.encoded().array());
        } catch (IOException trouble) {
            file.setLength(position);
            file.seek(position);
            throw trouble;
        }
        position += frame.size();
        return place;
    }

    /** Makes all events durable. A segment that is full was synced before the next one was begun. */
    void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void next(long index) throws IOException {
        sync();
        RandomAccessFile fresh = open(directory, number + 1);
        try {
            begin(fresh, index);
            fresh.getFD().sync();
            OwnerOnlyFiles.makeDurable(directory);
        } catch (IOException trouble) {
            fresh.close();
            Files.deleteIfExists(file(directory, number + 1));
            throw trouble;
        }
        file.close();
        file = fresh;
        number++;
        position = HEAD;
    }

    private static RandomAccessFile open(Path directory, int number) throws IOException {
        Path path = file(directory, number);
        OwnerOnlyFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        return new RandomAccessFile(path.toFile(), "rw");
    }

    private static void begin(RandomAccessFile file, long index) throws IOException {
        file.setLength(0);
        file.seek(0);
        file.write(head(index).array());
    }

    /** How the segment begins whose first event is this one. */
    static ByteBuffer head(long index) {
        return ByteBuffer.allocate(HEAD).put(MAGIC).putLong(index).flip();
    }

    /** The numbers of the segments that are there, ascending. */
    static List<Integer> numbers(Path directory) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{10}\\.events"))
                    .sorted()
                    .forEach(name -> numbers.add(Integer.parseInt(name.substring(0, 10))));
        }
        return numbers;
    }

    static Path file(Path directory, int number) {
        return directory.resolve(String.format(Locale.ROOT, "%010d.events", number));
    }

    static long place(int segment, long offset) {
        return (long) segment << 32 | offset;
    }

    static int segment(long place) {
        return (int) (place >> 32);
    }

    static long offset(long place) {
        return place & 0xFFFF_FFFFL;
    }
}
