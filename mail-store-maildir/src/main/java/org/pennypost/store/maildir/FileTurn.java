package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The right to change a file of ours, which the operating system takes back from a process that dies. */
final class FileTurn implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final FileLock lock;

    private FileTurn(FileLock lock) {
        this.lock = lock;
    }

    /** Waits for other processes, and for other stores of this process. */
    static FileTurn on(FileChannel channel) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            try {
                return new FileTurn(channel.lock());
            } catch (OverlappingFileLockException heldHere) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            }
        }
        throw new IOException("another store of this process holds the file");
    }

    /** The file. */
    FileChannel channel() {
        return (FileChannel) lock.acquiredBy();
    }

    @Override
    public void close() throws IOException {
        lock.release();
    }
}
