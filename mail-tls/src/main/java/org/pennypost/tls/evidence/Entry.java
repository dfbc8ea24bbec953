package org.pennypost.tls.evidence;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;

/**
 * An event that is to be written, or a mark: that all before it are. What becomes of it is decided by whoever has the
 * turn to write, once; who waits for it reads that afterwards.
 */
final class Entry {
    private final Optional<Event> event;
    private final byte[] actor;
    /** Whoever waits has a reason to look; empty if nobody does. */
    private final Optional<Semaphore> news;

    private long index;
    private Optional<StoreException> refusal = Optional.empty();
    private volatile boolean settled;

    private Entry(Optional<Event> event, byte[] actor, Optional<Semaphore> news) {
        this.event = event;
        this.actor = actor;
        this.news = news;
    }

    /** Stays until it could be written. */
    static Entry noted(Event event, byte[] actor) {
        return new Entry(Optional.of(event), actor, Optional.empty());
    }

    /** Somebody waits for it, and takes the act back if it cannot be written: it must not be written later. */
    static Entry awaited(Event event, byte[] actor) {
        return new Entry(Optional.of(event), actor, Optional.of(new Semaphore(0)));
    }

    /** Somebody waits for all that came before. */
    static Entry mark() {
        return new Entry(Optional.empty(), new byte[0], Optional.of(new Semaphore(0)));
    }

    /** The event; empty if it is a mark. */
    Optional<Event> event() {
        return event;
    }

    byte[] actor() {
        return actor;
    }

    /** Whether somebody waits for it. */
    boolean awaited() {
        return news.isPresent();
    }

    /** Waits until it is settled or it may be the turn of who waits. */
    void await() {
        news.orElseThrow().acquireUninterruptibly();
    }

    void wake() {
        news.ifPresent(Semaphore::release);
    }

    boolean settled() {
        return settled;
    }

    /** It is on the disk; so many events are in front of it. */
    void written(long before) {
        index = before;
        settle();
    }

    /** It is not written and will not be. */
    void refused(StoreException why) {
        refusal = Optional.of(why);
        settle();
    }

    /** How many events are in front of it, once it is settled. */
    long index() throws StoreException {
        if (refusal.isPresent()) {
            StoreException why = refusal.get();
            throw new StoreException(why.reason(), why.getMessage(), why);
        }
        return index;
    }

    private void settle() {
        settled = true;
        wake();
    }
}
