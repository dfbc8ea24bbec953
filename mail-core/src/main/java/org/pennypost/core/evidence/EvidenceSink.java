package org.pennypost.core.evidence;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.mailbox.Content;
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
     * Begins to keep an event as {@link #record} keeps it, for who does not wait: what it returns ends well when the event
     * is as durable as the sink makes it, and badly if it is not kept. May block all the same.
     *
     * @throws StoreException if the event could not be kept: the act must then not be acknowledged
     */
    default Pending begin(Event event) throws StoreException {
        record(event);
        return Pending.DONE;
    }

    /**
     * Keeps an event without waiting for the disk: it is durable soon, at the latest when a {@link #record} or
     * {@link #settle} that follows returns. For acts that a durable one follows, and for those of which nothing is
     * acknowledged.
     *
     * @throws StoreException if the event could not be kept
     */
    default void note(Event event) throws StoreException {
        record(event);
    }

    /**
     * Keeps an event that undoes one noted before, when the act cannot be refused any more: it is kept as soon as there is
     * room, and nobody waits for it. There is at most one for each event that was noted.
     */
    default void amend(Event event) {
        try {
            note(event);
        } catch (StoreException trouble) {
            System.getLogger(EvidenceSink.class.getName())
                    .log(System.Logger.Level.WARNING, () -> "not in the evidence: " + event.kind(), trouble);
        }
    }

    /**
     * Offers a message that is stored now, before its delivery is noted, to a sink that keeps messages themselves; as
     * durable as what is noted.
     *
     * @param sha256 its hash in hexadecimal
     * @throws StoreException if it is to be kept and could not be: its delivery must then not be acknowledged
     */
    default void keep(String sha256, Content message) throws StoreException {
        // most sinks keep events alone
    }

    /** Makes durable what was noted and kept. */
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
