package org.pennypost.server.evidence;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/** Keeps messages in a journal, and makes them durable before the events that speak of them. Thread-safe. */
final class Journaling implements EvidenceSink {
    private final EvidenceSink events;
    private final Journal journal;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    Journaling(EvidenceSink events, Journal journal, InstantSource clock) {
        this.events = events;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void keep(String sha256, Content message) throws StoreException {
        locked(() -> journal.keep(Journal.day(clock.instant()), sha256, message));
    }

    @Override
    public void record(Event event) throws StoreException {
        locked(journal::sync);
        events.record(event);
    }

    @Override
    public Pending begin(Event event) throws StoreException {
        locked(journal::sync);
        return events.begin(event);
    }

    @Override
    public void note(Event event) throws StoreException {
        events.note(event);
    }

    @Override
    public void amend(Event event) {
        events.amend(event);
    }

    @Override
    public void settle() throws StoreException {
        locked(journal::sync);
        events.settle();
    }

    /** Removes what is too old. */
    void expire() throws StoreException {
        locked(() -> journal.expire(Journal.day(clock.instant())));
    }

    private interface Act {
        void run() throws IOException, StoreException;
    }

    private void locked(Act act) throws StoreException {
        lock.lock();
        try {
            act.run();
        } catch (IOException trouble) {
            throw new StoreException(
                    StoreException.Reason.UNAVAILABLE,
                    "the journal cannot be written: " + trouble.getMessage(),
                    trouble);
        } finally {
            lock.unlock();
        }
    }
}
