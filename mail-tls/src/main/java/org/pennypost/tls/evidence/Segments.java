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
import org.pennypost.tls.files.OwnerOnly;

/**
 * The files that hold the events, one frame behind the other: {@code log/0000000000.events} and so on, each begun when
 * the one before is full. Only the last one is ever written to.
 *
 * <p>A place is the number of the segment and the offset in it, as one number. Confined to whoever has the turn to write. No
 * channel: an interrupt of a worker would close it.
 */
final class Segments implements AutoCloseable {
    /** The magic, then the index of the segment's first event. */
    static final int HEAD = 16;

    private static final byte[] MAGIC = {'P', 'P', 'E', 'V', 'L', 'O', 'G', '1'};
    private static final int AHEAD = 256 * 1024;
    /** The most that is remembered because it may not be on the disk. */
    private static final int UNSYNCED = 1 << 20;

    private final Path directory;
    private final long full;
    private final Sync sync;
    private RandomAccessFile file;
    /** The same file; what is written here is on the disk when the call returns. */
    private RandomAccessFile through;

    private int number;
    private long position;
    /** Up to here the file has octets, zeros where no event is yet. */
    private long laid;
    /** Whether all that was written is on the disk. */
    private boolean synced;
    /** The events at the end that may not be on the disk. */
    private final Growing since = new Growing(1024);
    /** Whether the disk has failed, so that these may be lost and a sync that succeeds would not tell. */
    private boolean doubtful;

    private Segments(Path directory, long full, Sync sync, int number, long position) throws IOException {
        Path path = file(directory, number);
        OwnerOnly.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        this.directory = directory;
        this.full = full;
        this.sync = sync;
        this.number = number;
        this.position = position;
        this.laid = position;
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.through = new RandomAccessFile(path.toFile(), "rwd");
    }

    /** Waits until what was written to a file is on the disk. */
    interface Sync {
        Sync BY_SYSTEM = file -> file.getFD().sync();

        void of(RandomAccessFile file) throws IOException;
    }

    /**
     * Goes on writing at a place; what is behind it, the torn end of a write, is cut off.
     *
     * @param index of the event that will be written there
     */
    static Segments appendAt(Path directory, long full, Sync sync, long place, long index) throws IOException {
        Segments segments = new Segments(directory, full, sync, segment(place), Math.max(offset(place), HEAD));
        try {
            if (segments.file.length() < HEAD) {
                begin(segments.file, index);
            }
            segments.file.setLength(segments.position);
            segments.sync();
            OwnerOnly.makeDurable(directory);
            return segments;
        } catch (IOException trouble) {
            segments.closeFiles();
            throw trouble;
        }
    }

    /**
     * Writes events behind all others, at least one and as many as belong into one file, and tells how many; if that
     * fails, nothing of them stays.
     *
     * @param index of the first
     * @param durably whether they are on the disk afterwards, and all others
     */
    int append(Batch batch, long index, boolean durably) throws IOException {
        mend();
        if (position >= full) {
            next(index);
        }
        int count = 1;
        while (count < batch.count() && position + batch.begin(count) < full) {
            count++;
        }
        int length = batch.begin(count);
        write(batch.octets(), length, durably);
        position += length;
        if (durably || since.size() > UNSYNCED) {
            syncOrCut(length);
        }
        return count;
    }

    /** Where an event of a batch lies that has just been written. */
    long place(Batch batch, int number, int written) {
        return place(this.number, position - batch.begin(written) + batch.begin(number));
    }

    /** Makes all events durable. A segment that is full was synced before the next one was begun. */
    void sync() throws IOException {
        mend();
        if (!synced) {
            doubtful = true;
            sync.of(file);
            doubtful = false;
            synced = true;
            since.clear();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            trim();
        } finally {
            closeFiles();
        }
    }

    /** Nothing stays of the last octets if they cannot be made durable, at best at once. */
    private void syncOrCut(int length) throws IOException {
        try {
            sync();
        } catch (IOException trouble) {
            position -= length;
            since.cut(length);
            mendSoon();
            throw trouble;
        }
    }

    /**
     * Writes again all that may not be on the disk, after the disk has failed: the system tells of it only once, and
     * keeps what it could not write as if it had.
     */
    private void mend() throws IOException {
        if (doubtful) {
            file.seek(position - since.size());
            file.write(since.array(), 0, since.size());
            file.setLength(position);
            laid = position;
            synced = false;
            doubtful = false;
        }
    }

    private void mendSoon() {
        try {
            sync();
        } catch (IOException again) {
            System.getLogger(Segments.class.getName()).log(System.Logger.Level.DEBUG, "mended later", again);
        }
    }

    private void write(byte[] octets, int length, boolean durably) throws IOException {
        boolean room = room(length);
        boolean directly = durably && room && synced;
        RandomAccessFile out = directly ? through : file;
        since.put(octets, directly ? 0 : length);
        try {
            out.seek(position);
            out.write(octets, 0, length);
        } catch (IOException | OutOfMemoryError trouble) {
            since.cut(directly ? 0 : length);
            erase(length, room);
            doubtful = true; // if that failed, too, nothing is left behind the next event either
            mendSoon();
            throw trouble;
        }
        laid = Math.max(laid, position + length);
        synced &= directly;
    }

    /** What could not be written as a whole must not be found as an event later. */
    private void erase(int length, boolean room) {
        try {
            if (room) {
                file.seek(position);
                file.write(new byte[length]);
                synced = false;
            } else {
                file.setLength(position);
                laid = position;
            }
        } catch (IOException again) {
            System.getLogger(Segments.class.getName()).log(System.Logger.Level.DEBUG, "the disk takes nothing", again);
        }
    }

    /**
     * Whether there is room for as many octets within the file. It grows ahead of what is written, because to make
     * octets durable that were there before takes half the work: nothing but they have changed.
     */
    private boolean room(int length) {
        if (position + length > laid && position + length <= full) {
            try {
                long end = Math.max(laid, position);
                file.seek(end);
                file.write(new byte[AHEAD]);
                laid = end + AHEAD;
                synced = false;
            } catch (IOException | OutOfMemoryError full) {
                return false; // it may do for the event alone
            }
        }
        return position + length <= laid;
    }

    private void trim() throws IOException {
        if (file.length() > position) {
            file.setLength(position);
            synced = false;
        }
        laid = position;
        sync();
    }

    private void next(long index) throws IOException {
        trim();
        Segments fresh;
        try {
            fresh = appendAt(directory, full, sync, place(number + 1, 0), index);
        } catch (IOException trouble) {
            Files.deleteIfExists(file(directory, number + 1));
            throw trouble;
        }
        closeFiles();
        file = fresh.file;
        through = fresh.through;
        number = fresh.number;
        position = fresh.position;
        laid = fresh.laid;
        synced = fresh.synced;
    }

    private void closeFiles() throws IOException {
        try {
            file.close();
        } finally {
            through.close();
        }
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
