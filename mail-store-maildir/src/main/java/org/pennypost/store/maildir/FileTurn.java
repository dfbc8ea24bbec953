package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The right to change a file of ours, which the operating system takes back from a process that dies. */
final class FileTurn implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final FileLock lock;

    private FileTurn(FileLock lock) {
        this.lock = lock;
    }

    /**
     * Opens a file and waits for other processes, and for other stores of this process. One of them may have put another
     * file in its place meanwhile: then that is the one.
     */
    static FileTurn on(Path file, OpenOption... options) throws IOException {
        long start = System.nanoTime();
        while (true) {
            Object before = key(file);
            FileChannel channel = FileChannel.open(file, options);
            boolean right = false;
            try {
                FileTurn turn = new FileTurn(lock(channel, start));
                right = before.equals(key(file));
                if (right) {
                    return turn;
                }
            } finally {
                if (!right) {
                    channel.close();
                }
            }
        }
    }

    private static FileLock lock(FileChannel channel, long start) throws IOException {
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException heldHere) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            }
        }
        throw new IOException("another store of this process holds the file");
    }

    /** What tells a file from others; nothing if there is none. */
    private static Object key(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key;
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** The file. */
    FileChannel channel() {
        return (FileChannel) lock.acquiredBy();
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}
