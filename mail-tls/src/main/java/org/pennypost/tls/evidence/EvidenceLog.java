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
import org.pennypost.tls.evidence.Waiting.Entry;

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
 * written, the others wait for him. Events that are only noted wait in memory until some are written together, at the
 * latest with the next {@link #record}, {@link #settle} or {@link #sign}. Thread-safe. One process at a time.
 */
public final class EvidenceLog implements EvidenceSink, AutoCloseable {
    private final LogFiles files;
    private final EvidenceKeys keys;
    private final Salts salts = new Salts();
    private final Waiting waiting = new Waiting();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock signing = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    private final Opening opened;
    private long written;
    private long durable;
    private boolean syncing;
    private volatile boolean broken;
    /** Whether what waits could not be written when it was tried last. */
    private volatile boolean stuck;
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

    /** How many events are written. */
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
        sync(writeAll(List.of(entry(event))));
    }

    /** Waits for nobody, unless the disk is full or too much waits already. */
    @Override
    public void note(Event event) throws StoreException {
        requireWhole();
        Entry entry = entry(event);
        if (stuck) {
            writeAll(List.of(entry));
        } else if (waiting.add(entry) >= Waiting.BATCH) {
            relieve();
        }
    }

    @Override
    public void settle() throws StoreException {
        sync(writeAll(List.of()));
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
            try {
                if (!broken) {
                    writeAll(List.of());
                }
                files.segments().sync();
                files.tree().flush();
            } catch (StoreException trouble) {
                throw new IOException(trouble.getMessage(), trouble);
            } finally {
                broken = true;
                files.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private Entry entry(Event event) {
        return Entry.of(EventText.of(event, salts.next()));
    }

    /** Writes what waits, unless somebody else is about to, or the disk works and there is still room. */
    private void relieve() throws StoreException {
        if (waiting.size() >= Waiting.MOST) {
            writeAll(List.of());
        } else if (lock.tryLock()) {
            try {
                if (!syncing) {
                    writeAll(List.of());
                }
            } catch (StoreException later) {
                stuck = true; // what was noted stays noted; the next event is refused
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Writes what waits and then an event of our own, if any, and tells how many there are then. What waits stays if that
     * fails; our own does not.
     */
    private long writeAll(List<Entry> own) throws StoreException {
        lock.lock();
        try {
            boolean done = false;
            while (!done) {
                while (syncing && files.segments().full()) {
                    synced.awaitUninterruptibly(); // who syncs needs the file that would be closed
                }
                List<Entry> next = waiting.first();
                int noted = next.size();
                if (noted < Waiting.BATCH) {
                    next.addAll(own);
                }
                int count = write(next);
                waiting.forget(Math.min(count, noted));
                done = count == noted + own.size() && noted < Waiting.BATCH;
            }
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** Writes as many of these as belong into one file and tells how many; none of them if that fails. */
    private int write(List<Entry> entries) throws StoreException {
        requireWhole();
        if (entries.isEmpty()) {
            return 0;
        }
        try {
            if (files.tree().full()) {
                files.tree().flush();
            }
            List<Long> places = files.segments().append(frames(entries), written);
            stuck = false;
            grow(entries, places);
            return places.size();
        } catch (IOException trouble) {
            stuck = true;
            throw unavailable("evidence cannot be written: " + trouble.getMessage(), trouble);
        }
    }

    private void grow(List<Entry> entries, List<Long> places) throws IOException {
        try {
            for (int i = 0; i < places.size(); i++) {
                files.tree().add(entries.get(i).leaf(), places.get(i));
            }
            written += places.size();
        } catch (IOException trouble) {
            broken = true; // the tree no longer matches the events; the next start computes it again
            throw trouble;
        }
    }

    private List<Frame> frames(List<Entry> entries) {
        return entries.stream().map(entry -> new Frame(durable, entry.octets())).toList();
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
