package org.pennypost.tls.evidence;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;

/**
 * Events that are not written yet, in order. Anybody adds, without a lock; only who holds the log's lock takes away.
 */
final class Waiting {
    /** This many are written at once. */
    static final int BATCH = 64;
    /** Beyond this many whoever adds one waits until they are written. */
    static final int MOST = 4096;

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private long gone;

    /** An event that waits. What becomes of it is guarded by the log's lock. */
    static final class Entry {
        private final Event event;
        private final byte[] actor;
        private final boolean awaited;
        private long index = -1;
        private boolean refused;
        private Optional<Condition> waker = Optional.empty();

        private Entry(Event event, byte[] actor, boolean awaited) {
            this.event = event;
            this.actor = actor;
            this.awaited = awaited;
        }

        /** Stays until it could be written. */
        static Entry noted(Event event, byte[] actor) {
            return new Entry(event, actor, false);
        }

        /** Somebody waits for it, and takes the act back if it cannot be written: it must not be written later. */
        static Entry awaited(Event event, byte[] actor) {
            return new Entry(event, actor, true);
        }

        Event event() {
            return event;
        }

        byte[] actor() {
            return actor;
        }

        /** Its place in the log, negative before it has one. */
        long index() {
            return index;
        }

        /** Whoever waits for it waits there. */
        void wakes(Condition condition) {
            waker = Optional.of(condition);
        }

        /** Something has become of it, or it is the turn of who waits for it. */
        void wake() {
            waker.ifPresent(Condition::signal);
        }

        /** Throws if it could not be written, and will not be any more. */
        void requireWanted() throws StoreException {
            if (refused) {
                throw new StoreException(
                        StoreException.Reason.UNAVAILABLE, "evidence could not be written with that of others");
            }
        }
    }

    /** Adds one and tells how many there are. */
    int add(Entry entry) {
        entries.add(entry);
        return count.incrementAndGet();
    }

    int size() {
        return count.get();
    }

    /** How many have been added so far, as far as whoever added them knows it; compare {@link #gone}. */
    long added() {
        return gone + count.get();
    }

    /** How many have been taken away. */
    long gone() {
        return gone;
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
     * Takes away what was tried: those that were written, the first of them at this index. If none was, those that
     * somebody waits for.
     */
    void tried(List<Entry> oldest, int written, long index) {
        for (int i = 0; i < written; i++) {
            entries.remove().index = index + i;
        }
        left(written);
        if (written == 0) {
            oldest.stream().filter(entry -> entry.awaited).forEach(this::withdraw);
        }
    }

    /** The oldest for which somebody waits. */
    Optional<Entry> firstAwaited() {
        return entries.stream().filter(entry -> entry.waker.isPresent()).findFirst();
    }

    /** Takes one away that shall not be written any more, if it was not. */
    void withdraw(Entry entry) {
        if (entry.index < 0 && !entry.refused) {
            entry.refused = true;
            entries.remove(entry);
            left(1);
        }
    }

    private void left(int number) {
        count.addAndGet(-number);
        gone += number;
    }
}
