package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts a directory on the disk once for all who wait for it: whoever comes first does it, and those who came before
 * that began are served by the same sync.
 */
final class GroupSync {
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong asked = new AtomicLong();
    private long served;

    /** Returns when what was done to the directory before the call is on the disk. */
    void sync(Path directory, Disk disk) throws IOException {
        long ticket = asked.incrementAndGet();
        turn.lock();
        try {
            if (served < ticket) {
                long all = asked.get();
                disk.syncDirectory(directory);
                served = all;
            }
        } finally {
            turn.unlock();
        }
    }
}
