package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * A lock among processes and machines, as Dovecot takes it: a file {@code FILE.lock} that only one can make, with
 * {@code PID:HOST} in it. Held for the time of one write.
 *
 * <p>A lock is stale when its process is dead, when nobody has touched it for two minutes, or when it says for two seconds
 * not whose it is, or that it is this process's, where nobody holds it, or its predecessor's in another container.
 */
final class DotLock implements AutoCloseable {
    private static final long STALE_MILLIS = TimeUnit.MINUTES.toMillis(2);
    private static final long LEFT_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(150);
    private static final AtomicLong COUNT = new AtomicLong();
    /** How often each lock is held here, or is being made. */
    private static final Map<Path, Integer> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private long touched = System.nanoTime();

    private DotLock(Path file) {
        this.file = file;
    }

    /** Locks a file; waits while others hold it. */
    static DotLock on(Path locked) throws StoreException {
        return on(locked, LockToken::makeFile);
    }

    /** The same, for locks that are taken often. */
    static DotLock on(Path locked, LockToken token) throws StoreException {
        return on(locked, token::make);
    }

    private interface Maker {
        /** Makes a file that is not there yet. */
        void make(Path lock) throws IOException;
    }

    private static DotLock on(Path locked, Maker maker) throws StoreException {
        Path file = lock(locked);
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            try {
                make(file, maker);
                return new DotLock(file);
            } catch (FileAlreadyExistsException held) {
                breakStale(file);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
            } catch (NoSuchFileException gone) {
                throw new StoreException(Reason.NONEXISTENT, "no mailbox at " + file.getParent(), gone);
            } catch (IOException unwritable) {
                throw Disk.refusal("cannot lock " + file, unwritable);
            }
        }
        throw new StoreException(Reason.UNAVAILABLE, "another program holds " + file);
    }

    /** Tells others that the lock is not stale; for work that may take long. */
    void keep() throws IOException {
        if (System.nanoTime() - touched < REFRESH_NANOS) {
            return;
        }
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            touched = System.nanoTime();
        } catch (NoSuchFileException broken) {
            throw new IOException("another program has broken " + file, broken);
        }
    }

    @Override
    public void close() {
        if (!Disk.delete(file)) {
            System.getLogger(DotLock.class.getName()).log(System.Logger.Level.WARNING, () -> "left: " + file);
        }
        letGo(file);
    }

    private static void make(Path file, Maker maker) throws IOException {
        HELD.merge(file, 1, Integer::sum); // before: else another thread may think that nobody here holds it
        boolean made = false;
        try {
            maker.make(file);
            made = true;
        } finally {
            if (!made) {
                letGo(file);
            }
        }
    }

    private static void letGo(Path file) {
        HELD.computeIfPresent(file, (key, times) -> times == 1 ? null : times - 1);
    }

    /**
     * Takes a stale lock away. Moving it aside is what only one of several can do; whoever has moved a lock that
     * another took meanwhile puts it back.
     */
    private static void breakStale(Path file) {
        try {
            BasicFileAttributes judged = Files.readAttributes(file, BasicFileAttributes.class);
            if (!stale(file, judged) || !same(judged, Files.readAttributes(file, BasicFileAttributes.class))) {
                return; // the second look leaves little time in which a lock that another took could be moved
            }
            Path aside =
                    file.resolveSibling(file.getFileName() + ".stale." + FileName.RUN + "." + COUNT.incrementAndGet());
            Files.move(file, aside);
            if (!same(judged, Files.readAttributes(aside, BasicFileAttributes.class))) {
                Files.createLink(file, aside);
            } else {
                System.getLogger(DotLock.class.getName())
                        .log(System.Logger.Level.INFO, () -> "broke a stale lock: " + file);
            }
            Files.delete(aside);
        } catch (IOException gone) {
            // its holder has let it go, or another has broken it: the next try will tell
            System.getLogger(DotLock.class.getName()).log(System.Logger.Level.TRACE, "the lock is free", gone);
        }
    }

    /** Whether somebody has locked a file just now. */
    static boolean isHeld(Path locked) {
        Path lock = lock(locked);
        try {
            return Files.exists(lock) && !stale(lock);
        } catch (IOException free) {
            System.getLogger(DotLock.class.getName()).log(System.Logger.Level.TRACE, "the lock is free", free);
            return false;
        }
    }

    private static Path lock(Path locked) {
        return locked.resolveSibling(locked.getFileName() + ".lock").toAbsolutePath();
    }

    /** Whether nobody holds a lock any more. */
    static boolean stale(Path lock) throws IOException {
        return stale(lock, Files.readAttributes(lock, BasicFileAttributes.class));
    }

    private static boolean stale(Path file, BasicFileAttributes judged) throws IOException {
        long touched = touched(file, judged);
        long age = System.currentTimeMillis() - touched;
        return age > STALE_MILLIS
                || age > LEFT_MILLIS && isLeft(file, judged, touched)
                || LockToken.deserted(file, touched);
    }

    /** Its holder writes its name at once: who has not is dead. What is ours and held by nobody here could not be removed. */
    private static boolean isLeft(Path file, BasicFileAttributes judged, long touched) throws IOException {
        return judged.size() == 0 || LockToken.isOurs(file) && !isHeldHere(file) || LockToken.isOfFormer(file, touched);
    }

    /** By whichever path: a symbolic link may give two users one Maildir. */
    private static boolean isHeldHere(Path file) throws IOException {
        if (HELD.containsKey(file)) {
            return true;
        }
        for (Path held : HELD.keySet()) {
            if (held.getFileName().equals(file.getFileName()) && Files.isSameFile(held.getParent(), file.getParent())) {
                return true;
            }
        }
        return false;
    }

    /** When the file was written or got this name, whichever was later. */
    private static long touched(Path file, BasicFileAttributes judged) throws IOException {
        long written = judged.lastModifiedTime().toMillis();
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return written;
        }
        return Math.max(written, ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis());
    }

    private static boolean same(BasicFileAttributes one, BasicFileAttributes other) {
        return one.lastModifiedTime().equals(other.lastModifiedTime())
                && String.valueOf(one.fileKey()).equals(String.valueOf(other.fileKey()));
    }
}
