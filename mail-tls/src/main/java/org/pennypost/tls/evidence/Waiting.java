package org.pennypost.tls.evidence;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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

    /** Adds one and tells how many there are. */
    int add(Entry entry) {
        entries.add(entry);
        return count.incrementAndGet();
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
     */
    void written(int events, long index, boolean durably) {
        long next = index;
        for (Entry first = entries.peek(); first != null; first = entries.peek()) {
            boolean event = first.event().isPresent();
            if (event ? next == index + events : !durably) {
                return;
            }
            entries.remove();
            count.decrementAndGet();
            first.written(next);
            next += event ? 1 : 0;
        }
    }

    /** Takes away all that somebody waits for. */
    void refuse(StoreException why) {
        entries.removeIf(entry -> {
            if (entry.awaited()) {
                count.decrementAndGet();
                entry.refused(why);
            }
            return entry.awaited();
        });
    }

    /** The oldest for which somebody waits. */
    Optional<Entry> firstAwaited() {
        for (Entry entry : entries) {
            if (entry.awaited()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
