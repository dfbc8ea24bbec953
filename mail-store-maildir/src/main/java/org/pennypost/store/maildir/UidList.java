package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The file {@code dovecot-uidlist}: reads what is new in it, appends to it, and writes it anew when that is needed.
 *
 * <p>Confined to whoever gives UIDs in its folder. Appending and rewriting need the {@link DotLock} of the file.
 */
final class UidList {
    static final String FILE = "dovecot-uidlist";

    private final Home home;
    private final Disk disk;
    private UidListHeader header = UidListHeader.NONE;
    private long read;
    private volatile long lastUid;
    /** The last UID whose line was written here. */
    private long appendedUid;
    /** The last UID whose line is known to be on the disk, if it has one. */
    private volatile long durableUid;

    private final ReentrantLock syncing = new ReentrantLock();
    private boolean damaged;
    private int lines;
    /** As the file was when it was looked at or written last. */
    private volatile Seen seen = Seen.NOTHING;

    private record Seen(Object inode, long size) {
        static final Seen NOTHING = new Seen("", 0);
    }

    UidList(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /** The line of a message: fields that we do not know are kept. */
    record Entry(long uid, String base, String fields) {}

    /** What was read: the {@code whole} file, or only its new end. */
    record Reading(boolean whole, List<Entry> entries) {}

    Path file() {
        return home.file(FILE);
    }

    UidListHeader header() {
        return header;
    }

    /** The next UID as far as the file tells. */
    long next() {
        return Math.max(header.next(), lastUid + 1);
    }

    /** Whether something in the file has to be mended by writing it anew. */
    boolean damaged() {
        return damaged || read < seen.size() || header.validity() == 0;
    }

    /** How many lines the file has for messages. */
    int lines() {
        return lines;
    }

    /** Whether others have written into the file since it was read or written here; any thread may ask. */
    boolean hasNews() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file(), BasicFileAttributes.class);
            return !new Seen(now.fileKey(), now.size()).equals(seen);
        } catch (NoSuchFileException missing) {
            return seen != Seen.NOTHING;
        }
    }

    /** Reads what is new since the last time; the whole file if it is another one now. */
    Reading read() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file(), BasicFileAttributes.class);
            if (read > 0 && now.size() == read && Objects.equals(now.fileKey(), seen.inode())) {
                seen = new Seen(seen.inode(), read);
                return new Reading(false, List.of());
            }
            return more();
        } catch (NoSuchFileException missing) {
            boolean known = read > 0;
            forget();
            return new Reading(known, List.of());
        }
    }

    private Reading more() throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
            BasicFileAttributes now = Files.readAttributes(file(), BasicFileAttributes.class);
            boolean whole = !Objects.equals(now.fileKey(), seen.inode()) || now.size() < read || read == 0;
            if (whole) {
                forget();
            }
            seen = new Seen(now.fileKey(), channel.size());
            return new Reading(whole, seen.size() == read ? List.of() : parse(channel));
        }
    }

    /** All lines, whether or not they were read before. */
    List<Entry> again() throws IOException {
        forget();
        return read().entries();
    }

    /** Adds lines at the end; the whole file must have been read under the lock that is held. */
    void append(List<Entry> entries) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            UidListWriter writer = new UidListWriter(channel);
            for (Entry entry : entries) {
                writer.line(entry);
            }
            read += writer.end();
        }
        seen = new Seen(seen.inode(), read);
        lines += entries.size();
        lastUid = entries.isEmpty() ? lastUid : entries.get(entries.size() - 1).uid();
        appendedUid = lastUid;
    }

    /** Puts what was appended here on the disk. */
    void sync() throws IOException {
        sync(appendedUid);
    }

    /**
     * Puts the lines on the disk, unless that of this UID is there: a UID must not be given again because its line was
     * lost with its file. Any thread may call it.
     */
    void sync(long uid) throws IOException {
        if (uid <= durableUid) {
            return;
        }
        syncing.lock();
        try {
            if (uid > durableUid) {
                long all = lastUid;
                try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                    disk.sync(channel);
                }
                durableUid = Math.max(uid, all);
            }
        } finally {
            syncing.unlock();
        }
    }

    /** Writes the file anew with the lines of it that are to be kept, and more behind or between them, all ascending. */
    void rewrite(UidListHeader fresh, Predicate<Entry> keep, Collection<Entry> more, DotLock lock) throws IOException {
        Collection<Entry> all = merged(again().stream().filter(keep).toList(), more);
        long[] last = {0};
        disk.replace(file(), channel -> {
            UidListWriter writer = new UidListWriter(channel);
            writer.header(fresh);
            for (Entry entry : all) {
                writer.line(entry);
                last[0] = entry.uid();
                lock.keep();
            }
            writer.end();
        });
        forget();
        BasicFileAttributes written = Files.readAttributes(file(), BasicFileAttributes.class);
        seen = new Seen(written.fileKey(), written.size());
        header = fresh;
        read = written.size();
        lines = all.size();
        lastUid = last[0];
        durableUid = last[0];
    }

    private static Collection<Entry> merged(List<Entry> kept, Collection<Entry> more) {
        if (kept.isEmpty()) {
            return more;
        }
        NavigableMap<Long, Entry> all = new TreeMap<>();
        kept.forEach(entry -> all.put(entry.uid(), entry));
        more.forEach(entry -> all.put(entry.uid(), entry));
        return all.values();
    }

    private void forget() {
        syncing.lock(); // else a sync of the old file would speak for the new one
        try {
            lastUid = 0;
            durableUid = 0;
        } finally {
            syncing.unlock();
        }
        appendedUid = 0;
        header = UidListHeader.NONE;
        read = 0;
        lines = 0;
        damaged = false;
        seen = Seen.NOTHING;
    }

    private List<Entry> parse(FileChannel channel) throws IOException {
        byte[] octets = new byte[Math.toIntExact(seen.size() - read)];
        ByteBuffer into = ByteBuffer.wrap(octets);
        while (into.hasRemaining() && channel.read(into, read + into.position()) >= 0) {
            // on to the end
        }
        UidListReader reader = new UidListReader(octets, into.position(), read == 0, lastUid);
        List<Entry> entries = reader.entries();
        if (read == 0) {
            header = reader.header();
        }
        read += reader.consumed();
        lines += entries.size();
        lastUid = reader.lastUid();
        damaged |= reader.damaged();
        return entries;
    }
}
