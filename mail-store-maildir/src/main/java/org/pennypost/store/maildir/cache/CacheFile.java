package org.pennypost.store.maildir.cache;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.MessageCache;
import org.pennypost.core.mailbox.Picture;

/**
 * What is kept about the messages of a Maildir in one format, in a file beside it: a {@link CacheHead}, then
 * {@link Batch}es, always added at the end in one write.
 *
 * <p>No lock is taken. Several processes may add to one file; two whose writes should run into each other leave a
 * batch that its sum betrays. A file with such a place, or with more garbage than entries, is written anew under another
 * name and put in its place; whoever still reads the old one reads good entries. Nothing is synced: what a crash takes
 * is made again.
 */
public final class CacheFile implements MessageCache {
    private static final System.Logger LOG = System.getLogger(CacheFile.class.getName());
    /** How the names of all caches begin. */
    public static final String PREFIX = "pennypost-cache-";
    /** Files that a crash may have left behind, as a pattern of names within a Maildir. */
    public static final String UNFINISHED = PREFIX + "*" + Replacement.SUFFIX;

    private static final long LITTLE = 1024 * 1024;
    private static final Reader NOTHING = new Reader() {
        @Override
        public Optional<ByteBuffer> read(long uid, long size) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    private final CacheFormat format;
    private final Supplier<Path> directory;
    private final Supplier<Picture> picture;
    private SoftReference<Listed> listed = new SoftReference<>(Listed.NONE);

    /** The entries of a file as far as it has been listed. */
    private record Listed(CacheHead head, Places places, long end) {
        static final Listed NONE = new Listed(new CacheHead("", 0), new Places(), 0);
    }

    /**
     * The cache of a format.
     *
     * @param directory where the Maildir is now
     * @param picture the messages that it has now
     */
    public CacheFile(CacheFormat format, Supplier<Path> directory, Supplier<Picture> picture) {
        this.format = format;
        this.directory = directory;
        this.picture = picture;
    }

    /** Removes the caches of all formats of a Maildir; whoever has one open reads on. */
    public static void forget(Path maildir) throws IOException {
        try (DirectoryStream<Path> caches = Files.newDirectoryStream(
                maildir,
                file -> file.getFileName().toString().startsWith(PREFIX)
                        && !file.toString().endsWith(Replacement.SUFFIX))) {
            for (Path cache : caches) {
                Files.deleteIfExists(cache);
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }

    @Override
    public Reader open() {
        try {
            FileChannel file = FileChannel.open(path(), StandardOpenOption.READ);
            return new EntryReader(file, list(file).places());
        } catch (NoSuchFileException none) {
            return NOTHING;
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, "a cache cannot be read", unreadable);
            return NOTHING;
        }
    }

    @Override
    public synchronized void keep(List<Entry> entries) {
        List<Entry> some = entries.stream()
                .filter(entry -> entry.octets().remaining() <= MOST)
                .toList();
        try {
            for (int from = 0; from < some.size(); from += Batch.MOST_ENTRIES) {
                add(some.subList(from, Math.min(some.size(), from + Batch.MOST_ENTRIES)));
            }
        } catch (IOException unwritable) {
            LOG.log(System.Logger.Level.DEBUG, "a cache cannot be written", unwritable);
        }
    }

    private void add(List<Entry> entries) throws IOException {
        Path path = path();
        try (FileChannel old = FileChannel.open(path, StandardOpenOption.READ)) {
            Listed now = list(old);
            if (now == Listed.NONE || now.end() < old.size() || isMostlyGarbage(now)) {
                rewrite(path, new EntryReader(old, now.places()), now.places().uids(), entries);
                return;
            }
        } catch (NoSuchFileException none) {
            rewrite(path, NOTHING, new long[0], entries);
            return;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.APPEND)) {
            write(file, Batch.of(entries));
        }
    }

    /** What a file has; only what has been added since the last look is read. */
    private synchronized Listed list(FileChannel file) throws IOException {
        Optional<CacheHead> head = CacheHead.read(file);
        if (head.isEmpty() || !head.get().identity().equals(identity())) {
            return Listed.NONE;
        }
        Listed known = listed.get();
        if (known == null || !known.head().equals(head.get())) {
            known = new Listed(head.get(), new Places(), CacheHead.LENGTH);
        }
        long end = known.end();
        try {
            while (end < file.size()) {
                end = Batch.list(file, end, known.places());
            }
        } catch (IOException damaged) {
            LOG.log(System.Logger.Level.DEBUG, () -> path() + ": " + damaged.getMessage());
        }
        Listed now = new Listed(known.head(), known.places(), end);
        listed = new SoftReference<>(now);
        return now;
    }

    private boolean isMostlyGarbage(Listed now) {
        long most = LITTLE + 2 * now.places().octets() + 64L * now.places().count();
        return now.end() > most
                || now.places().count() > 1_000 + 2 * picture.get().size();
    }

    /** Puts a new file in the place of the old one, with the good entries of messages that are still there. */
    private void rewrite(Path path, Reader old, long[] uids, List<Entry> more) throws IOException {
        CacheHead head = new CacheHead(identity(), ThreadLocalRandom.current().nextLong());
        try (Replacement fresh = Replacement.of(path)) {
            write(fresh.file(), head.octets());
            Picture now = picture.get();
            List<Entry> batch = new ArrayList<>();
            long octets = 0;
            for (long uid : uids) {
                int index = now.indexOf(uid);
                Optional<ByteBuffer> good = index < 0 ? Optional.empty() : old.read(uid, now.octets(index));
                if (good.isPresent()) {
                    batch.add(new Entry(uid, now.octets(index), copy(good.get())));
                    octets += good.get().remaining();
                }
                if (octets > LITTLE || batch.size() == Batch.MOST_ENTRIES) {
                    write(fresh.file(), Batch.of(batch));
                    batch.clear();
                    octets = 0;
                }
            }
            if (!batch.isEmpty()) {
                write(fresh.file(), Batch.of(batch));
            }
            write(fresh.file(), Batch.of(more));
            fresh.done();
        }
    }

    private Path path() {
        return directory.get().resolve(PREFIX + format.name());
    }

    private String identity() {
        Picture now = picture.get();
        return format.name() + " " + format.version() + " " + now.uidValidity() + " " + now.mailboxId();
    }

    private static ByteBuffer copy(ByteBuffer octets) {
        return ByteBuffer.allocate(octets.remaining()).put(octets).flip();
    }

    private static void write(FileChannel file, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            file.write(octets);
        }
    }
}
