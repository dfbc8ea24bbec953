package org.pennypost.tls.evidence;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.mailbox.StoreException;

/** What is not written yet, in order. Anybody adds, without a lock; only who has the turn to write takes away. */
final class Waiting {
    /** This many are written at once. */
    static final int BATCH = 64;
    /** Beyond this many whoever adds one waits until they are written. */
    static final int MOST = 4096;

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    /** Those for which somebody waits. */
    private final AtomicInteger awaited = new AtomicInteger();

    /** Adds one and tells how many there are. */
    int add(Entry entry) {
        entries.add(entry);
        if (entry.awaited()) {
            awaited.incrementAndGet();
        }
        return count.incrementAndGet();
    }

    int count() {
        return count.get();
    }

    /** Whether somebody waits for any. */
    boolean awaited() {
        return awaited.get() > 0;
    }

    /** The oldest, no more than a batch; they stay. */
    List<Entry> first() {
        List<Entry> first = new ArrayList<>(BATCH);
        for (Iterator<Entry> all = entries.iterator(); first.size() < BATCH && all.hasNext(); ) {
            first.add(all.next());
        }
        return first;
    }

    /**
     * Takes away so many events, the first of them at this index of the log, and if they are durable the marks up to the
     * next event.
     *
     * @return what was taken away and somebody waits for
     */
    List<Entry> written(int events, long index, boolean durably) {
        List<Entry> settled = room();
        long next = index;
        for (Entry first = entries.peek(); first != null; first = entries.peek()) {
            boolean event = first.event().isPresent();
            if (event ? next == index + events : !durably) {
                break;
            }
            entries.remove();
            count.decrementAndGet();
            first.written(next);
            if (first.awaited()) {
                awaited.decrementAndGet();
                settled.add(first);
            }
            next += event ? 1 : 0;
        }
        return settled;
    }

    /** For all, before any is taken away: who is taken away and not told, because there is no memory, waits for ever. */
    private List<Entry> room() {
        return new ArrayList<>(count() + BATCH);
    }

    /** Takes away all that somebody waits for. */
    List<Entry> refuse(StoreException why) {
        List<Entry> settled = room();
        entries.removeIf(entry -> {
            if (entry.awaited()) {
                count.decrementAndGet();
                awaited.decrementAndGet();
                entry.refused(why);
                settled.add(entry);
            }
            return entry.awaited();
        });
        return settled;
    }
}
