package org.pennypost.tls.evidence;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;

/**
 * An event that is to be written, or a mark: that all before it are. What becomes of it is decided by whoever has the
 * turn to write, once; who waits for it is told afterwards.
 */
final class Entry implements Pending {
    private static final Runnable TOLD = () -> {};

    private final Optional<Event> event;
    private final byte[] actor;
    /** Released when it is settled; empty if nobody waits for that. */
    private final Optional<Semaphore> end;
    /** What is run then, or that it was. */
    private final AtomicReference<Runnable> then = new AtomicReference<>();

    private long index;
    private Optional<StoreException> refusal = Optional.empty();
    private volatile boolean settled;

    private Entry(Optional<Event> event, byte[] actor, Optional<Semaphore> end) {
        this.event = event;
        this.actor = actor;
        this.end = end;
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
        return end.isPresent();
    }

    /** It is on the disk; so many events are in front of it. */
    void written(long before) {
        index = before;
        settled = true;
    }

    /** It is not written and will not be. */
    void refused(StoreException why) {
        refusal = Optional.of(why);
        settled = true;
    }

    /** Tells who waits that it is settled; called once. */
    void tell() {
        end.ifPresent(Semaphore::release);
        Runnable told = then.getAndSet(TOLD);
        if (told != null) {
            told.run();
        }
    }

    @Override
    public void await() throws StoreException {
        while (!settled) {
            end.orElseThrow().acquireUninterruptibly();
        }
        if (refusal.isPresent()) {
            StoreException why = refusal.get();
            throw new StoreException(why.reason(), why.getMessage(), why);
        }
    }

    @Override
    public void whenSettled(Runnable told) {
        if (!then.compareAndSet(null, told)) {
            told.run();
        }
    }

    /** How many events are in front of it, once it is settled well. */
    long index() {
        return index;
    }
}
