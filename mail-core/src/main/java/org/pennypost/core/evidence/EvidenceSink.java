package org.pennypost.core.evidence;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pennypost.core.mailbox.StoreException;

/** Keeps evidence. Thread-safe. */
@FunctionalInterface
public interface EvidenceSink {
    /** Keeps nothing. */
    EvidenceSink NONE = event -> {};

    /**
     * Keeps an event; when it returns, the event is as durable as the sink makes it. May block, and is therefore
     * called inside the same call as the act that it witnesses, before the act is acknowledged.
     *
     * @throws StoreException if the event could not be kept: the act must then not be acknowledged
     */
    void record(Event event) throws StoreException;

    /**
     * Keeps an event without waiting for the disk: it survives the end of this process at once, and a power failure
     * soon, at the latest when a {@link #record} or {@link #settle} that follows returns. For acts that a durable one
     * follows, and for those of which nothing is acknowledged.
     *
     * @throws StoreException if the event could not be kept
     */
    default void note(Event event) throws StoreException {
        record(event);
    }

    /** Makes durable what was noted. */
    default void settle() throws StoreException {
        // whoever keeps no difference has nothing to settle
    }

    /** A sink in memory. */
    static Memory inMemory() {
        return new Memory();
    }

    /** Keeps events in a list. */
    final class Memory implements EvidenceSink {
        private final List<Event> events = new CopyOnWriteArrayList<>();

        private Memory() {}

        @Override
        public void record(Event event) {
            events.add(event);
        }

        /** What was kept so far, in order. */
        public List<Event> events() {
            return List.copyOf(events);
        }
    }
}
