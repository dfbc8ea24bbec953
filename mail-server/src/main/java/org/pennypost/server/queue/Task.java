package org.pennypost.server.queue;

import java.time.Instant;
import org.pennypost.core.delivery.QueueId;

/**
 * The recipients of one message at one destination: what one attempt is for.
 *
 * @param key which
 * @param priority RFC 6710 §3: higher comes first
 * @param due not before
 * @param alarm when somebody has to look at the message, attempt or not: it is late, or too late
 */
record Task(Key key, int priority, Instant due, Instant alarm) {
    /**
     * There is one task at most for each.
     *
     * @param destination a domain or address literal in lower case; empty for this server itself
     */
    record Key(QueueId id, String destination) {}

    String destination() {
        return key.destination();
    }
}
