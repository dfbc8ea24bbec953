package org.pennypost.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.StoreException;

/**
 * Messages that a clock which was ahead has put off: their next attempt is later than any can be. When somebody sets the
 * clock right, mail must not lie until that time comes, which may be a year. Thread-safe.
 */
final class Misdated {
    private static final System.Logger LOG = System.getLogger(Misdated.class.getName());
    /** By so much clocks are set without harm. */
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private final Set<QueueId> found = ConcurrentHashMap.newKeySet();
    private Instant seen = Instant.EPOCH;

    /** Notes a message if it is one; RFC 4865: a sender may have asked for any time. */
    void look(QueuedMessage message, QueuePolicy policy, Instant now) {
        Instant latest = latest(policy, now);
        boolean late = message.recipients().stream()
                .anyMatch(recipient -> recipient.waits()
                        && recipient.due().isAfter(latest)
                        && (recipient.attempts() > 0 || message.hold().isEmpty()));
        if (late) {
            found.add(message.id());
        }
    }

    /** Has all that was found tried now; looks at all that waits if the clock was set back since the last time. */
    void mend(Queue queue) {
        Instant now = queue.now();
        if (now.plus(TOLERANCE).isBefore(seen)) {
            LOG.log(System.Logger.Level.WARNING, "the clock was set back from " + seen + " to " + now);
            queue.later(latest(queue.policy(), now)).forEach(id -> look(id, queue, now));
        }
        seen = now;
        for (QueueId id : found) {
            try {
                queue.forgive(id);
                queue.change(id, message -> mended(message, now));
                queue.note(id, "put off by a clock that was ahead, and due now");
                found.remove(id);
            } catch (StoreException trouble) {
                LOG.log(System.Logger.Level.DEBUG, id + " cannot be changed now", trouble);
            }
        }
    }

    private void look(QueueId id, Queue queue, Instant now) {
        try {
            queue.spool().find(id).ifPresent(message -> look(message, queue.policy(), now));
        } catch (StoreException trouble) {
            LOG.log(System.Logger.Level.WARNING, id + " may wait for too long", trouble);
        }
    }

    private static QueuedMessage mended(QueuedMessage message, Instant now) {
        Instant since = message.since().isAfter(now) ? now : message.since();
        return new QueuedMessage(
                        message.id(),
                        message.received(),
                        since,
                        message.held(),
                        message.from(),
                        message.options(),
                        message.recipients())
                .each(recipient -> recipient.waits() && recipient.due().isAfter(now) ? recipient.due(now) : recipient);
    }

    private static Instant latest(QueuePolicy policy, Instant now) {
        return now.plus(policy.longest().multipliedBy(2)).plus(TOLERANCE); // chance makes a wait longer
    }
}
