package org.pennypost.server.evidence;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/**
 * Lets some acts go on when they cannot be witnessed. On a full disk nobody can make room who cannot log in and remove
 * mail; and an operator may wish that mail goes on whatever happens. Thread-safe.
 */
final class Lenient implements EvidenceSink {
    private static final System.Logger LOG = System.getLogger(Lenient.class.getName());
    private static final Set<Event.Kind> MAKES_ROOM =
            EnumSet.of(Event.Kind.LOGIN, Event.Kind.MOVED, Event.Kind.DELETED, Event.Kind.EXPUNGED);

    private final EvidenceSink strict;
    private final Set<Event.Kind> lenient;
    private final AtomicBoolean failing = new AtomicBoolean();

    private Lenient(EvidenceSink strict, Set<Event.Kind> lenient) {
        this.strict = strict;
        this.lenient = lenient;
    }

    /** Lets go on what makes room. */
    static Lenient towardsUsers(EvidenceSink strict) {
        return new Lenient(strict, MAKES_ROOM);
    }

    /** Lets everything go on. */
    static Lenient always(EvidenceSink strict) {
        return new Lenient(strict, EnumSet.allOf(Event.Kind.class));
    }

    @Override
    public void record(Event event) throws StoreException {
        attempt(lenient.contains(event.kind()), () -> strict.record(event));
    }

    @Override
    public Pending begin(Event event) throws StoreException {
        boolean goesOn = lenient.contains(event.kind());
        try {
            return new Attempt(strict.begin(event), goesOn);
        } catch (StoreException trouble) {
            failed(trouble, goesOn);
            return Pending.DONE;
        }
    }

    @Override
    public void note(Event event) throws StoreException {
        attempt(lenient.contains(event.kind()), () -> strict.note(event));
    }

    @Override
    public void amend(Event event) {
        strict.amend(event);
    }

    @Override
    public void keep(String sha256, Content message) throws StoreException {
        attempt(lenient.contains(Event.Kind.DELIVERED), () -> strict.keep(sha256, message));
    }

    @Override
    public void settle() throws StoreException {
        attempt(lenient.contains(Event.Kind.DELIVERED), strict::settle);
    }

    private interface Act {
        void run() throws StoreException;
    }

    private void attempt(boolean goesOn, Act act) throws StoreException {
        try {
            act.run();
            if (failing.get()) {
                failing.set(false);
            }
        } catch (StoreException trouble) {
            failed(trouble, goesOn);
        }
    }

    /** The operator hears of it once. */
    private void failed(StoreException trouble, boolean goesOn) throws StoreException {
        if (!failing.getAndSet(true)) {
            LOG.log(System.Logger.Level.WARNING, trouble.getMessage());
        }
        if (!goesOn) {
            throw trouble;
        }
    }

    /** An attempt that is under way. */
    private final class Attempt implements Pending {
        private final Pending strictly;
        private final boolean goesOn;

        private Attempt(Pending strictly, boolean goesOn) {
            this.strictly = strictly;
            this.goesOn = goesOn;
        }

        @Override
        public void await() throws StoreException {
            attempt(goesOn, strictly::await);
        }

        @Override
        public void whenSettled(Runnable then) {
            strictly.whenSettled(then);
        }
    }
}
