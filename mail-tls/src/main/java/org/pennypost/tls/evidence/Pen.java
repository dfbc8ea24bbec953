package org.pennypost.tls.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;

/**
 * Who writes into a log: one at a time, for all whose events wait by then, so that they share one write and one wait
 * for the disk. Whoever comes first has the turn; the others wait for him and then look whether theirs is done.
 * Thread-safe.
 */
final class Pen implements AutoCloseable {
    private final LogFiles files;
    private final Actors actors = new Actors();
    private final Batch batch = new Batch();
    private final Waiting waiting = new Waiting();
    private final ReentrantLock lock = new ReentrantLock();
    /** For those who wait for no event of their own that is still to be written. */
    private final Condition turned = lock.newCondition();

    private long written;
    private long durable;
    private boolean writing;
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
        write(Waiting.Entry.awaited(event, actors.lines(event.actor())), true);
    }

    /** Lets an event wait for others; waits for nobody, unless the disk is full or too many wait already. */
    void note(Event event) throws StoreException {
        byte[] actor = actors.lines(event.actor());
        if (stuck) {
            write(Waiting.Entry.awaited(event, actor), false);
            return;
        }
        requireWhole();
        int count = waiting.add(Waiting.Entry.noted(event, actor));
        if (count >= Waiting.BATCH) {
            relieve(count);
        }
    }

    /** Makes all events durable that were noted before, and tells how many there are. */
    long settle() throws StoreException {
        lock.lock();
        try {
            long all = waiting.added();
            while (waiting.gone() < all) {
                turnOrWait(true, turned);
            }
            long upTo = written;
            while (durable < upTo) {
                turnOrWait(true, turned);
            }
            return upTo;
        } finally {
            lock.unlock();
        }
    }

    /** How many events are written. */
    long size() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** A look at the files. */
    interface Look<T> {
        T at(long events) throws IOException;
    }

    /** Looks at the files while nobody writes. */
    <T> T look(Look<T> look) throws IOException {
        lock.lock();
        try {
            while (writing) {
                turned.awaitUninterruptibly();
            }
            return look.at(written);
        } finally {
            lock.unlock();
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

    private void write(Waiting.Entry entry, boolean durably) throws StoreException {
        requireWhole();
        waiting.add(entry);
        lock.lock();
        try {
            Condition tried = lock.newCondition();
            entry.wakes(tried);
            while (entry.index() < 0 || durably && entry.index() >= durable) {
                entry.requireWanted();
                turnOrWait(durably, entry.index() < 0 ? tried : turned);
            }
        } finally {
            waiting.withdraw(entry);
            wakeNext();
            lock.unlock();
        }
    }

    /** Writes what waits, unless somebody else is about to and there is still room. */
    private void relieve(int count) {
        if (!lock.tryLock()) {
            if (count < Waiting.MOST) {
                return;
            }
            lock.lock();
        }
        try {
            while (!writing && waiting.size() >= Waiting.BATCH || waiting.size() >= Waiting.MOST) {
                turnOrWait(false, turned);
            }
        } catch (StoreException later) {
            stuck = true; // what was noted stays noted; the next event is refused
        } finally {
            lock.unlock();
        }
    }

    private void turnOrWait(boolean durably, Condition next) throws StoreException {
        if (writing) {
            next.awaitUninterruptibly();
        } else {
            turn(durably);
        }
    }

    /** Of those who wait for their events one is enough: he has the turn for all. */
    private void wakeNext() {
        if (!writing) {
            waiting.firstAwaited().ifPresent(Waiting.Entry::wake);
            turned.signalAll();
        }
    }

    /** Writes the oldest of what waits, without the lock while the disk works. */
    private void turn(boolean durably) throws StoreException {
        requireWhole();
        List<Waiting.Entry> next = waiting.first();
        boolean whole = false;
        int count = 0;
        writing = true;
        lock.unlock();
        try {
            count = put(next, durably);
            whole = true;
        } catch (Segments.SyncFailure | UncheckedIOException trouble) {
            throw unavailable("evidence cannot be made durable: " + trouble.getMessage(), trouble);
        } catch (IOException trouble) {
            whole = true; // the next turn may succeed
            stuck = true;
            throw unavailable("evidence cannot be written: " + trouble.getMessage(), trouble);
        } finally {
            lock.lock();
            writing = false;
            broken |= !whole;
            waiting.tried(next, count, written);
            next.forEach(Waiting.Entry::wake);
            wakeNext();
        }
        stuck = false;
        written += count;
        if (durably) {
            durable = written;
        }
    }

    /** Writes as many of these as belong into one file and tells how many; none of them if that fails. */
    private int put(List<Waiting.Entry> entries, boolean durably) throws IOException {
        Segments segments = files.segments();
        if (entries.isEmpty()) {
            if (durably) {
                segments.sync();
            }
            return 0;
        }
        TreeFiles tree = files.tree();
        if (tree.full()) {
            tree.flush();
        }
        batch.fill(entries, durable);
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
