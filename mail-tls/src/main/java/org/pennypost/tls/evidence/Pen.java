package org.pennypost.tls.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.engine.Lasting;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;

/**
 * Writes into a log: one thread for all, so that events that come meanwhile share the next write and the next wait for
 * the disk, and who brings one need not wait himself. When a write has ended all whom it served are told, one after the
 * other; what they do then must be short. Thread-safe.
 */
final class Pen implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pen.class.getName());

    private static final long PAUSE_NANOS = 100_000_000;

    private final Lasting lasting = new Lasting(LOG, "the evidence log");
    private final LogFiles files;
    private final Actors actors = new Actors();
    private final Batch batch = new Batch();
    private final Waiting waiting = new Waiting();
    /** Held by who has the turn; of all below only what is volatile is read without it. Fair: who looks has his, too. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Thread writer = new Thread(this::write, "evidence");
    /** Whether the writer must be woken. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    private volatile long written;
    private long durable;
    private volatile boolean broken;
    /** Whether what waits could not be written when it was tried last. */
    private volatile boolean stuck;

    private volatile boolean closed;

    private Pen(LogFiles files, long events) {
        this.files = files;
        this.written = events;
        this.durable = events;
        writer.setDaemon(true);
    }

    /** One that goes on behind so many events. */
    static Pen behind(long events, LogFiles files) {
        Pen pen = new Pen(files, events);
        pen.writer.start();
        return pen;
    }

    /** Writes an event; it is durable afterwards. If that fails it is never written. */
    void record(Event event) throws StoreException {
        await(Entry.awaited(event, actors.lines(event.actor())));
    }

    /** The same for who does not wait. */
    Pending begin(Event event) throws StoreException {
        return begin(Entry.awaited(event, actors.lines(event.actor())));
    }

    /** Lets an event wait for others; waits for nobody, unless the disk is full or too many wait already. */
    void note(Event event) throws StoreException {
        if (stuck) {
            record(event);
            return;
        }
        requireWhole();
        int count = waiting.add(Entry.noted(event, actors.lines(event.actor())));
        if (count >= Waiting.MOST) {
            makeRoom();
        } else if (count >= Waiting.BATCH) {
            wake();
        }
    }

    /** Lets an event wait that undoes one which may wait too: behind it, whether there is room on the disk or not. */
    void amend(Event event) {
        waiting.add(Entry.noted(event, actors.lines(event.actor())));
    }

    /** Makes all events durable that were noted before, and tells how many there are. */
    long settle() throws StoreException {
        return await(Entry.mark()).index();
    }

    /** How many events are written. */
    long size() {
        return written;
    }

    /** A look at the files. */
    interface Look<T> {
        T at(long events) throws IOException;
    }

    /** Looks at the files while nobody writes. */
    <T> T look(Look<T> look) throws IOException {
        turn.lock();
        try {
            return look.at(written);
        } finally {
            turn.unlock();
        }
    }

    /** Makes everything durable that was noted, and closes the files. */
    @Override
    public void close() throws IOException {
        try {
            if (!broken) {
                settle();
            }
        } catch (StoreException trouble) {
            throw new IOException(trouble.getMessage(), trouble);
        } finally {
            try {
                look(events -> {
                    broken = true;
                    files.close();
                    return events;
                });
            } finally {
                closed = true;
                LockSupport.unpark(writer);
            }
        }
    }

    private Entry await(Entry entry) throws StoreException {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("who is told that an event is written must not wait for another");
        }
        begin(entry).await();
        return entry;
    }

    private Entry begin(Entry entry) throws StoreException {
        requireWhole();
        waiting.add(entry);
        wake();
        if (broken) {
            inTurn(this::refuseAll); // the writer may be gone
        }
        return entry;
    }

    private void makeRoom() {
        try {
            settle();
        } catch (StoreException later) {
            stuck = true; // what was noted stays noted; the next event is refused
        }
    }

    private void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(writer);
        }
    }

    private void write() {
        while (!closed) {
            if (!lasting.done(this::work)) {
                LockSupport.parkNanos(this, PAUSE_NANOS); // others may let some memory go
            }
        }
        inTurn(this::refuseAll);
    }

    private void work() {
        if (isDue()) {
            inTurn(this::serve);
        } else {
            sleep();
        }
    }

    private boolean isDue() {
        return waiting.awaited() || waiting.count() >= Waiting.BATCH && !stuck && !broken;
    }

    /** Whoever adds what is due sees that it sleeps, or it sees what is due. */
    private void sleep() {
        asleep.set(true);
        if (!isDue() && !closed) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    private interface Turn {
        /** Answers whom it has settled. */
        List<Entry> run();
    }

    private void inTurn(Turn now) {
        List<Entry> settled;
        turn.lock();
        try {
            settled = now.run();
        } finally {
            turn.unlock();
        }
        settled.forEach(Pen::tell);
    }

    /** A bug of one who is told must not keep the others from being told. */
    private static void tell(Entry settled) {
        try {
            settled.tell();
        } catch (RuntimeException | Error bug) {
            LOG.log(System.Logger.Level.ERROR, "a bug of ours behind an event", bug);
        }
    }

    private List<Entry> serve() {
        try {
            requireWhole();
            List<Entry> next = waiting.first();
            boolean durably = next.stream().anyMatch(Entry::awaited);
            int count = put(next, durably);
            written += count;
            durable = durably ? written : durable;
            stuck = false;
            return waiting.written(count, written - count, durably);
        } catch (StoreException closed) {
            return waiting.refuse(closed);
        } catch (UncheckedIOException trouble) {
            broken = true;
            return waiting.refuse(unavailable("evidence cannot be written: " + trouble.getMessage(), trouble));
        } catch (IOException trouble) {
            stuck = true; // the next turn may succeed
            return waiting.refuse(unavailable("evidence cannot be written: " + trouble.getMessage(), trouble));
        } catch (RuntimeException | Error bug) {
            broken = true;
            LOG.log(System.Logger.Level.ERROR, "a bug of ours in the evidence log", bug);
            return refuseAll();
        }
    }

    private List<Entry> refuseAll() {
        return waiting.refuse(unavailable("the evidence log failed or is closed; restart the server", null));
    }

    /** Writes as many events as belong into one file and tells how many; none of them if that fails. */
    private int put(List<Entry> entries, boolean durably) throws IOException {
        int count = append(entries, durably);
        try {
            for (int i = 0; i < count; i++) {
                files.tree().add(batch.leaves(), i * Hash.SIZE, files.segments().place(batch, i, count));
            }
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble); // the tree no longer matches; the next start computes it again
        }
        return count;
    }

    /** Without memory nothing is written, as on a disk that is full; there may be some later. */
    private int append(List<Entry> entries, boolean durably) throws IOException {
        try {
            Segments segments = files.segments();
            batch.fill(entries, durable);
            if (batch.count() == 0) {
                if (durably) {
                    segments.sync();
                }
                return 0;
            }
            if (files.tree().full()) {
                files.tree().flush();
            }
            files.tree().prepare(batch.count()); // before: what is in the log and not in the tree ends the writing
            return segments.append(batch, written, durably);
        } catch (OutOfMemoryError none) {
            throw new IOException("too little memory", none);
        }
    }

    private void requireWhole() throws StoreException {
        if (broken) {
            throw unavailable("the evidence log is closed or failed; restart the server", null);
        }
    }

    private static StoreException unavailable(String message, Throwable cause) {
        return new StoreException(StoreException.Reason.UNAVAILABLE, message, cause);
    }
}
