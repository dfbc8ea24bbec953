package org.pennypost.tls.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;

/**
 * Who writes into a log: one at a time, for all whose events wait by then, so that they share one write and one wait
 * for the disk. Whoever comes first has the turn; when it ends all whom it served are woken at once, and none of them
 * has to take a lock to learn how it went. If others wait by then, the first of them is next. Thread-safe.
 */
final class Pen implements AutoCloseable {
    private final LogFiles files;
    private final Actors actors = new Actors();
    private final Batch batch = new Batch();
    private final Waiting waiting = new Waiting();
    /** Held by who has the turn; of all below only {@code written} is read without it. */
    private final ReentrantLock turn = new ReentrantLock();
    /** Who waits for the turn and has nothing to write; who has lets them go first. */
    private final AtomicInteger guests = new AtomicInteger();

    private volatile long written;
    private long durable;
    private volatile boolean broken;
    /** Whether what waits could not be written when it was tried last. */
    private volatile boolean stuck;

    Pen(LogFiles files, long events) {
        this.files = files;
        this.written = events;
        this.durable = events;
    }

    /** Writes an event; it is durable afterwards. If that fails it is never written. */
    void record(Event event) throws StoreException {
        await(Entry.awaited(event, actors.lines(event.actor())));
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
            tryTurn();
        }
    }

    /** Lets an event wait that undoes one which may wait too: behind it, whether there is room on the disk or not. */
    void amend(Event event) {
        waiting.add(Entry.noted(event, actors.lines(event.actor())));
    }

    /** Makes all events durable that were noted before, and tells how many there are. */
    long settle() throws StoreException {
        return await(Entry.mark());
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
        guests.incrementAndGet();
        turn.lock();
        guests.decrementAndGet();
        try {
            return look.at(written);
        } finally {
            endTurn();
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
            look(events -> {
                broken = true;
                files.close();
                return events;
            });
        }
    }

    private long await(Entry entry) throws StoreException {
        requireWhole();
        waiting.add(entry);
        while (!entry.settled()) {
            if (!tryTurn()) {
                entry.await();
            }
        }
        return entry.index();
    }

    private void makeRoom() {
        try {
            settle();
        } catch (StoreException later) {
            stuck = true; // what was noted stays noted; the next event is refused
        }
    }

    /** Writes the oldest of what waits if nobody else is about to. */
    private boolean tryTurn() {
        if (guests.get() > 0 || !turn.tryLock()) {
            return false;
        }
        try {
            serve();
            return true;
        } finally {
            endTurn();
        }
    }

    /** Of those who wait for their events one is enough: he has the turn for all. */
    private void endTurn() {
        turn.unlock();
        waiting.firstAwaited().ifPresent(Entry::wake);
    }

    private void serve() {
        boolean whole = false;
        try {
            requireWhole();
            List<Entry> next = waiting.first();
            boolean durably = next.stream().anyMatch(Entry::awaited);
            int count = put(next, durably);
            written += count;
            durable = durably ? written : durable;
            stuck = false;
            waiting.written(count, written - count, durably);
            whole = true;
        } catch (StoreException closed) {
            waiting.refuse(closed);
        } catch (Segments.SyncFailure | UncheckedIOException trouble) {
            waiting.refuse(unavailable("evidence cannot be made durable: " + trouble.getMessage(), trouble));
        } catch (IOException trouble) {
            whole = true; // the next turn may succeed
            stuck = true;
            waiting.refuse(unavailable("evidence cannot be written: " + trouble.getMessage(), trouble));
        } finally {
            if (!whole) {
                broken = true;
                waiting.refuse(unavailable("the evidence log failed; restart the server", null));
            }
        }
    }

    /** Writes as many events as belong into one file and tells how many; none of them if that fails. */
    private int put(List<Entry> entries, boolean durably) throws IOException {
        Segments segments = files.segments();
        batch.fill(entries, durable);
        if (batch.count() == 0) {
            if (durably) {
                segments.sync();
            }
            return 0;
        }
        TreeFiles tree = files.tree();
        if (tree.full()) {
            tree.flush();
        }
        int count = segments.append(batch, written, durably);
        try {
            for (int i = 0; i < count; i++) {
                tree.add(batch.leaves(), i * Hash.SIZE, segments.place(batch, i, count));
            }
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble); // the tree no longer matches; the next start computes it again
        }
        return count;
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
