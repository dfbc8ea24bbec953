package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.pennypost.tls.files.OwnerOnly;

/** All files of a log that is open for writing: {@code lock}, {@code log}, {@code tree} and {@code heads}. */
final class LogFiles implements AutoCloseable {
    static final long FULL = 64 << 20;

    private final Path directory;
    private final long full;
    private final Segments.Sync sync;
    private final FileChannel lock;
    private final TreeFiles tree;
    private final HeadFiles heads;
    private Optional<Segments> segments = Optional.empty();

    private LogFiles(Path directory, long full, Segments.Sync sync, FileChannel lock) throws IOException {
        this.directory = directory;
        this.full = full;
        this.sync = sync;
        this.lock = lock;
        this.tree = TreeFiles.open(tree(directory));
        this.heads = heads(directory);
    }

    static LogFiles open(Path directory, long full, Segments.Sync sync) throws IOException {
        OwnerOnly.directory(directory);
        OwnerOnly.directory(log(directory));
        FileChannel lock = OwnerOnly.lockFile(directory.resolve("lock"));
        try {
            if (lock.tryLock() == null) {
                throw new EvidenceException(directory + " is used by another process");
            }
            return new LogFiles(directory, full, sync, lock);
        } catch (java.nio.channels.OverlappingFileLockException ours) {
            lock.close();
            throw new EvidenceException(directory + " is open already", ours);
        } catch (IOException trouble) {
            lock.close();
            throw trouble;
        }
    }

    static boolean isOpen(Path directory) throws IOException {
        try (FileChannel channel = OwnerOnly.lockFile(directory.resolve("lock"))) {
            return channel.tryLock() == null;
        } catch (java.nio.channels.OverlappingFileLockException ours) {
            return true;
        }
    }

    static Path log(Path directory) {
        return directory.resolve("log");
    }

    static Path tree(Path directory) {
        return directory.resolve("tree");
    }

    static HeadFiles heads(Path directory) {
        return new HeadFiles(directory.resolve("heads"));
    }

    Path log() {
        return log(directory);
    }

    TreeFiles tree() {
        return tree;
    }

    HeadFiles heads() {
        return heads;
    }

    Segments segments() {
        return segments.orElseThrow();
    }

    /** From here on events are written. */
    void appendAt(long place, long index) throws IOException {
        segments = Optional.of(Segments.appendAt(log(), full, sync, place, index));
    }

    @Override
    public void close() throws IOException {
        try {
            if (segments.isPresent()) {
                segments.get().close();
                tree.flush();
            }
        } finally {
            try {
                tree.close();
            } finally {
                lock.close();
            }
        }
    }
}
