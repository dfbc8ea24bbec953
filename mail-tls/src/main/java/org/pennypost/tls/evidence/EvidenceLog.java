package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.EvidenceKeys;

/**
 * Keeps events in an append-only log whose tree head (RFC 9162 §2.1) it signs.
 *
 * <pre>{@code
 * try (EvidenceLog log = EvidenceLog.open(Path.of("evidence"), keys)) {
 *     log.record(event);                       // durable when this returns
 *     SignedHead head = log.sign(Instant.now());
 * }
 * }</pre>
 *
 * <p>Events that come at the same time share one sync of the disk: whoever comes first syncs for all that have been
 * written, the others wait for him. Thread-safe. One process at a time.
 */
public final class EvidenceLog implements EvidenceSink, AutoCloseable {
    private final LogFiles files;
    private final EvidenceKeys keys;
    private final Salts salts = new Salts();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock signing = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    private final Opening opened;
    private long written;
    private long durable;
    private boolean syncing;
    private boolean broken;
    /** Guarded by {@link #signing}. */
    private Optional<SignedHead> last;

    private EvidenceLog(LogFiles files, EvidenceKeys keys, Opening opened) {
        this.files = files;
        this.keys = keys;
        this.opened = opened;
        this.written = opened.events();
        this.durable = opened.events();
        this.last = opened.last();
    }

    /**
     * Opens a log, or begins one. The torn end of a write that a crash cut short is removed.
     *
     * @param directory of the log, made if it is not there
     * @throws EvidenceException if the log is in use or damaged; the message says where
     */
    public static EvidenceLog open(Path directory, EvidenceKeys keys) throws IOException {
        return open(directory, keys, LogFiles.FULL);
    }

    static EvidenceLog open(Path directory, EvidenceKeys keys, long segmentOctets) throws IOException {
        LogFiles files = LogFiles.open(directory, segmentOctets);
        try {
            return new EvidenceLog(files, keys, Opening.of(files, keys.authority()));
        } catch (IOException | RuntimeException trouble) {
            files.close();
            throw trouble;
        }
    }

    /** Whether a process has the log in a directory open. */
    public static boolean isOpen(Path directory) throws IOException {
        return LogFiles.isOpen(directory);
    }

    /** What was found and mended when the log was opened; empty if nothing. */
    public Optional<String> mended() {
        return opened.mended();
    }

    /** How many events there are. */
    public long size() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void record(Event event) throws StoreException {
        sync(append(event));
    }

    @Override
    public void note(Event event) throws StoreException {
        append(event);
    }

    @Override
    public void settle() throws StoreException {
        sync(size());
    }

    /**
     * Signs a head over all events, unless the last one is.
     *
     * @return empty as long as there are no events
     */
    public Optional<SignedHead> sign(Instant now) throws IOException, StoreException {
        signing.lock();
        try {
            return signAll(now);
        } finally {
            signing.unlock();
        }
    }

    private Optional<SignedHead> signAll(Instant now) throws IOException, StoreException {
        settle();
        TreeHead head;
        List<Column> tree;
        lock.lock();
        try {
            if (written == 0 || last.isPresent() && last.get().head().size() == written) {
                return last;
            }
            files.tree().flush();
            tree = files.tree().columns();
            Instant before = last.map(one -> one.head().time()).orElse(Instant.MIN);
            head = new TreeHead(
                    SignedHead.log(keys.authority()),
                    written,
                    Merkle.root(files.tree(), written),
                    now.isBefore(before) ? before : now);
        } finally {
            lock.unlock();
        }
        sync(head.size());
        for (Column column : tree) {
            column.force();
        }
        SignedHead signed = SignedHead.sign(head, keys);
        files.heads().write(signed);
        last = Optional.of(signed);
        return last;
    }

    /** Has the heads of the last days stamped that are not yet; the newest first. */
    public int stamp(TimeStamps.Authority authority, List<X509Certificate> trusted) throws IOException {
        int stamped = 0;
        for (HeadFiles.Entry entry : files.heads().recent(2)) {
            if (entry.stamp().isEmpty()) {
                byte[] cms = Files.readAllBytes(entry.file());
                entry.stamped(TimeStamps.stamp(cms, authority, trusted));
                stamped++;
            }
        }
        return stamped;
    }

    /** Makes everything durable that was noted, and closes the files. Signs nothing. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            while (syncing) {
                synced.awaitUninterruptibly();
            }
            broken = true;
            try {
                files.segments().sync();
                files.tree().flush();
            } finally {
                files.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes an event and tells how many there are with it. */
    private long append(Event event) throws StoreException {
        byte[] octets = EventText.of(event, salts.next());
        Hash leaf = Merkle.leaf(octets);
        lock.lock();
        try {
            while (syncing && files.segments().full()) {
                synced.awaitUninterruptibly(); // who syncs needs the file that would be closed
            }
            requireWhole();
            if (files.tree().full()) {
                files.tree().flush();
            }
            long place = files.segments().append(new Frame(durable, octets), written);
            files.tree().add(leaf, place);
            return ++written;
        } catch (IOException trouble) {
            throw unavailable("evidence cannot be written: " + trouble.getMessage(), trouble);
        } finally {
            lock.unlock();
        }
    }

    private void sync(long upTo) throws StoreException {
        lock.lock();
        try {
            while (durable < upTo) {
                requireWhole();
                if (syncing) {
                    synced.awaitUninterruptibly();
                } else {
                    syncAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Syncs for everybody, without the lock while the disk works. */
    private void syncAll() throws StoreException {
        long target = written;
        Segments segments = files.segments();
        syncing = true;
        lock.unlock();
        Optional<IOException> trouble = Optional.empty();
        try {
            segments.sync();
        } catch (IOException failed) {
            trouble = Optional.of(failed);
        } finally {
            lock.lock();
            syncing = false;
            synced.signalAll();
        }
        if (trouble.isPresent()) {
            broken = true; // a sync that succeeds after one that failed says nothing of what the failed one was for
            throw unavailable(
                    "evidence cannot be made durable: " + trouble.get().getMessage(), trouble.get());
        }
        durable = Math.max(durable, target);
    }

    private void requireWhole() throws StoreException {
        if (broken) {
            throw unavailable("the evidence log is closed or failed to sync; restart the server", null);
        }
    }

    private static StoreException unavailable(String message, Throwable cause) {
        return new StoreException(StoreException.Reason.UNAVAILABLE, message, cause);
    }
}
