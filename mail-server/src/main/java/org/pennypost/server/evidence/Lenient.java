package org.pennypost.server.evidence;

import java.util.concurrent.atomic.AtomicBoolean;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;

/** Lets mail go on when it cannot be witnessed, as an operator may wish. Thread-safe. */
final class Lenient implements EvidenceSink {
    private static final System.Logger LOG = System.getLogger(Lenient.class.getName());

    private final EvidenceSink strict;
    private final AtomicBoolean failing = new AtomicBoolean();

    Lenient(EvidenceSink strict) {
        this.strict = strict;
    }

    @Override
    public void record(Event event) {
        attempt(() -> strict.record(event));
    }

    @Override
    public void note(Event event) {
        attempt(() -> strict.note(event));
    }

    @Override
    public void settle() {
        attempt(strict::settle);
    }

    private interface Act {
        void run() throws StoreException;
    }

    /** The operator hears of it once. */
    private void attempt(Act act) {
        try {
            act.run();
            failing.set(false);
        } catch (StoreException trouble) {
            if (!failing.getAndSet(true)) {
                LOG.log(System.Logger.Level.WARNING, "mail goes on without evidence: " + trouble.getMessage());
            }
        }
    }
}
