package org.pennypost.server.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.StoreException;

/**
 * What came of attempts and could not be written down yet. It is kept here until it can be: a message that another server
 * has taken is not sent again because our disk is full. Meanwhile nothing begins that could not be written down either.
 * Thread-safe.
 */
final class Unsettled {
    private static final System.Logger LOG = System.getLogger(Unsettled.class.getName());

    private final Queue queue;
    private final Deque<Settlement> waiting = new ArrayDeque<>();

    Unsettled(Queue queue) {
        this.queue = queue;
    }

    /** One thing to write down. */
    @FunctionalInterface
    interface Act {
        void run() throws StoreException;
    }

    /**
     * One thing to write down.
     *
     * @param common whether it does not concern the message alone, so that what fails here fails for all
     */
    record Deed(boolean common, Act act) {}

    /** What is still to be done about a task, in this order. */
    private record Settlement(Task.Key key, Deque<Deed> deeds) {}

    /** Does all of it, now or as soon as that is possible; each once. */
    void settle(Task.Key key, List<Deed> deeds) {
        Settlement settlement = new Settlement(key, new ArrayDeque<>(deeds));
        if (!isDone(settlement, System.Logger.Level.WARNING)) {
            synchronized (waiting) {
                waiting.add(settlement);
            }
        }
    }

    /** Tries again; to be called now and then, by one thread. */
    void retry() {
        int most = size();
        if (most > 0 && !queue.spool().isWritable()) {
            return;
        }
        for (int i = 0; i < most && next(); i++) {
            // each once, as long as they can be done
        }
        if (size() == 0 && queue.resume()) {
            LOG.log(System.Logger.Level.INFO, "what came of all attempts is written down; the queue goes on");
        }
    }

    /** What cannot be written down even now is forgotten when the process ends. */
    void close() {
        retry();
        synchronized (waiting) {
            waiting.forEach(lost -> LOG.log(
                    System.Logger.Level.WARNING,
                    id(lost) + " may be sent again, because what came of it could not be written down"));
        }
    }

    private int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private boolean next() {
        Settlement oldest;
        synchronized (waiting) {
            oldest = waiting.remove();
        }
        boolean done = isDone(oldest, System.Logger.Level.DEBUG);
        if (!done) {
            synchronized (waiting) {
                waiting.add(oldest);
            }
        }
        return done;
    }

    private boolean isDone(Settlement settlement, System.Logger.Level level) {
        boolean common = false;
        try {
            if (queue.spool().find(id(settlement)).isEmpty()) {
                queue.ended(settlement.key()); // an operator has removed it
                return true;
            }
            for (Deque<Deed> deeds = settlement.deeds(); !deeds.isEmpty(); deeds.remove()) {
                common = deeds.element().common();
                deeds.element().act().run();
            }
            return true;
        } catch (StoreException | RuntimeException | Error trouble) {
            LOG.log(level, "what came of " + id(settlement) + " cannot be written down yet", trouble);
            suspend(common);
            return false;
        }
    }

    /** Others go on if the trouble is with one message alone. */
    private void suspend(boolean common) {
        if (!common && queue.spool().isWritable()) {
            queue.resume();
        } else if (queue.suspend()) {
            LOG.log(System.Logger.Level.WARNING, "nothing is sent until what came of it can be written down");
        }
    }

    private static QueueId id(Settlement settlement) {
        return settlement.key().id();
    }
}
