package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * A lock among processes, as Dovecot takes it: a file {@code dovecot-uidlist.lock} that only one can make. Held for the
 * time of one write; one that has stood for two minutes was left by a crash and is broken.
 */
final class DotLock {
    private static final long STALE_MILLIS = TimeUnit.MINUTES.toMillis(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Path file;

    private DotLock(Path file) {
        this.file = file;
    }

    static DotLock on(Path directory) throws StoreException {
        Path file = directory.resolve(UidList.FILE + ".lock");
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            try {
                Disk.create(file).close();
                return new DotLock(file);
            } catch (FileAlreadyExistsException held) {
                breakStale(file);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            } catch (NoSuchFileException gone) {
                throw new StoreException(Reason.NONEXISTENT, "no mailbox at " + directory, gone);
            } catch (IOException unwritable) {
                throw Disk.refusal("cannot lock " + directory, unwritable);
            }
        }
        throw new StoreException(Reason.UNAVAILABLE, "another program holds " + file);
    }

    void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            System.getLogger(DotLock.class.getName()).log(System.Logger.Level.WARNING, () -> "left: " + file, left);
        }
    }

    private static void breakStale(Path file) {
        try {
            if (System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis() > STALE_MILLIS) {
                Files.deleteIfExists(file);
            }
        } catch (IOException gone) {
            // its holder has let it go: the next try will have it
            System.getLogger(DotLock.class.getName()).log(System.Logger.Level.TRACE, "the lock is free", gone);
        }
    }
}
