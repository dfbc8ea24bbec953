package org.pennypost.tls.evidence;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Events that were noted and are not written yet, in order. Anybody adds, without a lock; only who holds the log's lock
 * takes away.
 */
final class Waiting {
    /** This many are written at once. */
    static final int BATCH = 64;
    /** Beyond this many whoever adds one waits until they are written. */
    static final int MOST = 4096;

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** An event as it will be written. */
    record Entry(byte[] octets, Hash leaf) {
        static Entry of(byte[] octets) {
            return new Entry(octets, Merkle.leaf(octets));
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

    /** The oldest, no more than a batch; they stay. */
    List<Entry> first() {
        List<Entry> first = new ArrayList<>();
        for (Iterator<Entry> all = entries.iterator(); first.size() < BATCH && all.hasNext(); ) {
            first.add(all.next());
        }
        return first;
    }

    /** Takes the oldest away. */
    void forget(int written) {
        for (int i = 0; i < written; i++) {
            entries.remove();
        }
        count.addAndGet(-written);
    }
}
