package org.pennypost.server.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.delivery.QueueId;

/**
 * The envelopes that were written last, so that a message which is sent as soon as it has come is not read for that.
 * Bounded; thread-safe.
 */
final class RecentMessages {
    private static final int MOST = 1000;
    /** Messages to more would take more room than they spare time. */
    private static final int MOST_RECIPIENTS = 10;

    private final Map<QueueId, QueuedMessage> messages = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<QueueId, QueuedMessage> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<QueuedMessage> find(QueueId id) {
        return Optional.ofNullable(messages.get(id));
    }

    /** The message is so from now on. */
    synchronized void put(QueuedMessage message) {
        messages.remove(message.id());
        if (message.recipients().size() <= MOST_RECIPIENTS) {
            messages.put(message.id(), message);
        }
    }

    synchronized void remove(QueueId id) {
        messages.remove(id);
    }
}
