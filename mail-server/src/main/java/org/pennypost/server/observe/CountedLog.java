package org.pennypost.server.observe;

import java.time.Instant;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.QueueId;

/**
 * Keeps the story of messages elsewhere, and counts their fates.
 *
 * @param log where the story is kept
 */
public record CountedLog(MessageLog log, Tally tally) implements MessageLog {
    @Override
    public void note(Instant at, QueueId id, String event) {
        log.note(at, id, event);
    }

    @Override
    public void settled(Fate fate) {
        tally.message(fate);
    }
}
