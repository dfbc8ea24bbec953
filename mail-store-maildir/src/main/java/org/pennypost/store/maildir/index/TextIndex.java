package org.pennypost.store.maildir.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.reading.MessageText;

/**
 * Knows which messages of a mailbox may contain a text, by the {@link Trigrams} of both.
 *
 * <p>A text is in no message that lacks one of its trigrams; where all are there, they may still lie apart, so who asks
 * must look. Messages that are not indexed yet may contain anything. An index begins with the first search for a text,
 * and from then on is brought up to date in the background when there is something to do. Thread-safe.
 */
public final class TextIndex implements AutoCloseable {
    /** Where the files of an index lie within a Maildir. */
    public static final String DIRECTORY = Segments.DIRECTORY;
    /** Files that a crash may have left behind, as a pattern of names within {@link #DIRECTORY}. */
    public static final String UNFINISHED = SegmentWriter.PREFIX + "*" + SegmentWriter.UNFINISHED;

    private static final System.Logger LOG = System.getLogger(TextIndex.class.getName());
    private static final int TRIGRAM = 3;
    /** Fewer messages are sooner read than indexed. */
    private static final int LEAST = 64;

    private static final ExecutorService BACKGROUND = background();
    private static final Lasting LASTING = new Lasting(LOG, "an index");

    private final IndexedMailbox mailbox;
    private final Segments segments;
    private final AtomicBoolean due = new AtomicBoolean();
    private final Object working = new Object();
    private volatile boolean closed;
    private volatile boolean exists;
    /** The messages below this UID have been indexed, as far as they were there. */
    private volatile long lookedTo;

    /** The index of a mailbox, which may not be there yet. */
    public TextIndex(IndexedMailbox mailbox) {
        this.mailbox = mailbox;
        this.segments = new Segments(mailbox);
        this.exists = segments.exist();
    }

    /** As {@link org.pennypost.core.mailbox.SearchableMailbox#mayContain}. */
    public Optional<UidSet> mayContain(String text, MessageLimits limits) {
        if (text.length() < TRIGRAM || !limits.equals(MessageLimits.DEFAULTS)) {
            return Optional.empty();
        }
        exists = true;
        Coverage coverage = new Coverage(mailbox.picture());
        int[] terms = Trigrams.of(text);
        for (Segment segment : segments.list()) {
            try {
                coverage.add(segment.uids(), segment.withAll(terms));
            } catch (IOException damaged) {
                segments.drop(segment, damaged);
            }
        }
        if (coverage.missing().length >= LEAST) {
            catchUp();
        }
        return Optional.of(coverage.candidates());
    }

    /** Hears how it goes. */
    @FunctionalInterface
    public interface Progress {
        /** So many messages of all have been read. */
        void read(long done, long total);
    }

    /** Makes it anew. Meanwhile searches take longer, and their answers stay right. */
    public void rebuild(Progress progress) throws IOException {
        synchronized (working) {
            exists = true;
            segments.clear();
            bringUpToDate(progress);
        }
    }

    /** The mailbox has changed. */
    public void changed() {
        if (exists && mailbox.picture().uidNext() - lookedTo >= LEAST) {
            catchUp();
        }
    }

    /** No more work is begun, and none is going on. */
    @Override
    public void close() {
        closed = true;
        synchronized (working) {
            LOG.log(System.Logger.Level.TRACE, "an index rests");
        }
    }

    private void catchUp() {
        if (!closed && due.compareAndSet(false, true)) {
            BACKGROUND.execute(LASTING.of(() -> {
                due.set(false);
                indexMissing();
            }));
        }
    }

    /** Indexes what is not indexed yet, if it is worth the while. */
    void indexMissing() {
        synchronized (working) {
            try {
                bringUpToDate((done, total) -> {});
            } catch (IOException trouble) {
                LOG.log(System.Logger.Level.DEBUG, "an index could not be brought up to date", trouble);
            }
        }
    }

    private void bringUpToDate(Progress progress) throws IOException {
        Picture now = mailbox.picture();
        lookedTo = now.uidNext();
        Coverage coverage = new Coverage(now);
        for (Segment segment : segments.list()) {
            coverage.add(segment.uids(), new long[0]);
        }
        long[] missing = coverage.missing();
        if (missing.length >= LEAST) {
            index(missing, progress);
        }
    }

    private void index(long[] missing, Progress progress) throws IOException {
        Trigrams trigrams = new Trigrams();
        SegmentBuilder builder = new SegmentBuilder();
        for (int i = 0; i < missing.length && !closed; i++) {
            if (read(missing[i], trigrams)) {
                builder.add(missing[i], trigrams.terms());
            }
            progress.read(i + 1L, missing.length);
            if (builder.isFull() || i == missing.length - 1 && !builder.isEmpty()) {
                segments.add(builder);
                segments.tidy(uid -> mailbox.picture().indexOf(uid) >= 0);
                builder = new SegmentBuilder();
            }
        }
    }

    /** Takes the trigrams of a message; false if it cannot be read. */
    private boolean read(long uid, Trigrams trigrams) {
        try (MessageSource source = MessageSource.open(mailbox.content(uid), MessageLimits.DEFAULTS)) {
            MessageText.ofAll(source, trigrams);
            return true;
        } catch (StoreException refused) {
            LOG.log(System.Logger.Level.DEBUG, "a message is left out of the index", refused);
            trigrams.terms();
            return false;
        }
    }

    private static ExecutorService background() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "maildir-index");
                    thread.setDaemon(true);
                    thread.setPriority(Thread.MIN_PRIORITY);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** Which messages of a picture are indexed, and which of them may have a text. */
    private static final class Coverage {
        private final long[] uids;
        private final boolean[] covered;
        private final boolean[] found;

        Coverage(Picture picture) {
            uids = new long[picture.size()];
            for (int i = 0; i < uids.length; i++) {
                uids[i] = picture.uid(i);
            }
            covered = new boolean[uids.length];
            found = new boolean[uids.length];
        }

        void add(long[] indexed, long[] bits) {
            int at = 0;
            for (int i = 0; i < indexed.length; i++) {
                at = from(at, indexed[i]);
                if (at < uids.length && uids[at] == indexed[i]) {
                    covered[at] = true;
                    found[at] |= bits.length > 0 && (bits[i >>> 6] >>> i & 1) != 0;
                }
            }
        }

        long[] missing() {
            long[] missing = new long[uids.length];
            int count = 0;
            for (int i = 0; i < uids.length; i++) {
                if (!covered[i]) {
                    missing[count++] = uids[i];
                }
            }
            return Arrays.copyOf(missing, count);
        }

        UidSet candidates() {
            UidSet.Builder candidates = UidSet.builder();
            for (int i = 0; i < uids.length; i++) {
                if (found[i] || !covered[i]) {
                    candidates.add(uids[i]);
                }
            }
            return candidates.build();
        }

        /** The place of the first UID that is not below this one. */
        private int from(int start, long uid) {
            if (start < uids.length && uids[start] >= uid) {
                return start;
            }
            if (start + 1 < uids.length && uids[start + 1] >= uid) {
                return start + 1;
            }
            int place = Arrays.binarySearch(uids, Math.min(start, uids.length), uids.length, uid);
            return place >= 0 ? place : -place - 1;
        }
    }
}
