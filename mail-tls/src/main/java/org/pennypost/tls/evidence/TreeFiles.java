package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pennypost.tls.files.OwnerOnly;

/**
 * The hashes of all complete subtrees, a file for each level, and where each event lies: what proofs are made of
 * without reading the log. All of it can be computed again from the log. Confined to whoever holds the log's lock.
 */
final class TreeFiles implements Merkle.Nodes, AutoCloseable {
    private static final int PLACE = 8;
    private static final int LEFT = 1;
    private static final int RIGHT = LEFT + Hash.SIZE;

    private final Path directory;
    private final boolean writing;
    private final Column places;
    private final List<Column> levels = new ArrayList<>();
    private final MessageDigest sha256 = Hash.digest();
    /** What a node is the hash of. */
    private final byte[] pair = new byte[RIGHT + Hash.SIZE];

    private TreeFiles(Path directory, boolean writing) throws IOException {
        this.directory = directory;
        this.writing = writing;
        this.places = column(directory.resolve("places"), PLACE);
    }

    static TreeFiles open(Path directory) throws IOException {
        OwnerOnly.directory(directory);
        return new TreeFiles(directory, true);
    }

    /** For reading while another process writes. */
    static TreeFiles read(Path directory) throws IOException {
        return new TreeFiles(directory, false);
    }

    /** Whether there is something to read: all of it may be lost, since the log is enough to compute it again. */
    static boolean isThere(Path directory) {
        return Files.exists(directory.resolve("places")) && Files.exists(file(directory, 0));
    }

    /** How many events it knows. */
    long size() {
        return places.count();
    }

    /** Opens and reads what is needed to add so many events, which touches no disk then. */
    void prepare(int more) throws IOException {
        long size = size() + more;
        for (int level = 0; size >> level > 0; level++) {
            level(level).prepare();
        }
    }

    /** Adds an event; touches no disk. */
    void add(Hash leaf, long place) throws IOException {
        add(leaf.octets(), 0, place);
    }

    /** The same, its hash being at a place of these octets. */
    void add(byte[] leaves, int at, long place) throws IOException {
        places.add(ByteBuffer.allocate(PLACE).putLong(place).array(), 0);
        System.arraycopy(leaves, at, pair, RIGHT, Hash.SIZE);
        Column column = level(0);
        for (int level = 1; (column.count() & 1) == 1; level++) {
            column.last(pair, LEFT);
            column.add(pair, RIGHT);
            hashPair();
            column = level(level);
        }
        column.add(pair, RIGHT);
    }

    /** RFC 9162 §2.1.1: the hash of the pair becomes the right one of the next. */
    private void hashPair() {
        pair[0] = Merkle.NODE[0];
        sha256.update(pair);
        try {
            sha256.digest(pair, RIGHT, Hash.SIZE);
        } catch (DigestException tooLittleRoom) {
            throw new IllegalStateException(tooLittleRoom);
        }
    }

    @Override
    public Hash node(int level, long index) throws IOException {
        return Hash.from(level(level).get(index));
    }

    long place(long index) throws IOException {
        return ByteBuffer.wrap(places.get(index)).getLong();
    }

    /** Whether as much has been gathered as is worth a write. */
    boolean full() {
        return places.full();
    }

    void flush() throws IOException {
        for (Column level : levels) {
            level.flush();
        }
        places.flush();
    }

    /** The files as they are now, so that somebody may sync them who does not hold the lock. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>(levels);
        columns.add(places);
        return columns;
    }

    /** Whether every file knows the first {@code size} events. */
    boolean reaches(long size) throws IOException {
        boolean reaches = places.count() >= size;
        for (int level = 0; reaches && size >> level > 0; level++) {
            reaches = level(level).count() >= size >> level;
        }
        return reaches;
    }

    /** Forgets all events but the first. */
    void truncate(long size) throws IOException {
        places.truncate(size);
        for (int level = 0; level < levels.size() || Files.exists(file(level)); level++) {
            level(level).truncate(size >> level);
        }
    }

    @Override
    public void close() throws IOException {
        places.close();
        for (Column level : levels) {
            level.close();
        }
    }

    private Column level(int level) throws IOException {
        while (levels.size() <= level) {
            levels.add(column(file(levels.size()), Hash.SIZE));
        }
        return levels.get(level);
    }

    private Column column(Path file, int width) throws IOException {
        return writing ? Column.open(file, width) : Column.read(file, width);
    }

    private Path file(int level) {
        return file(directory, level);
    }

    private static Path file(Path directory, int level) {
        return directory.resolve(String.format(Locale.ROOT, "level-%02d", level));
    }
}
