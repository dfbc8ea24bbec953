package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.engine.Pending;
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
 * <p>A thread of its own writes; events that come at the same time share one write and one wait for the disk, and who
 * {@linkplain #begin begins} to record one keeps no thread for that: he is told in that one thread, and must not block it. Events that are only noted wait in memory until some are written together, at the
 * latest with the next {@link #record}, {@link #settle} or {@link #sign}. Thread-safe. One process at a time.
 */
public final class EvidenceLog implements EvidenceSink, AutoCloseable {
    private final Opening opened;
    private final Pen pen;
    private final Signatory signatory;

    private EvidenceLog(LogFiles files, EvidenceKeys keys, Opening opened) {
        this.opened = opened;
        this.pen = Pen.behind(opened.events(), files);
        this.signatory = new Signatory(files, pen, keys, opened.last());
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
        return open(directory, keys, segmentOctets, Segments.Sync.BY_SYSTEM);
    }

    static EvidenceLog open(Path directory, EvidenceKeys keys, long segmentOctets, Segments.Sync sync)
            throws IOException {
        LogFiles files = LogFiles.open(directory, segmentOctets, sync);
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
        return pen.size();
    }

    @Override
    public void record(Event event) throws StoreException {
        pen.record(event);
    }

    @Override
    public Pending begin(Event event) throws StoreException {
        return pen.begin(event);
    }

    /** Waits for nobody, unless the disk is full or too much waits already. */
    @Override
    public void note(Event event) throws StoreException {
        pen.note(event);
    }

    @Override
    public void amend(Event event) {
        pen.amend(event);
    }

    @Override
    public void settle() throws StoreException {
        pen.settle();
    }

    /**
     * Signs a head over all events, unless the last one is.
     *
     * @return empty as long as there are no events
     */
    public Optional<SignedHead> sign(Instant now) throws IOException, StoreException {
        return signatory.sign(now);
    }

    /** Has the heads of the last days stamped that are not yet; the newest first. */
    public int stamp(TimeStamps.Authority authority, List<X509Certificate> trusted) throws IOException {
        return signatory.stamp(authority, trusted);
    }

    /** Makes everything durable that was noted, and closes the files. Signs nothing. */
    @Override
    public void close() throws IOException {
        pen.close();
    }
}
