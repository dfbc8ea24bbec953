package org.pennypost.core.delivery;

import java.time.Instant;

/**
 * Keeps the story of each message: what happened to it, under its id, in order. Thread-safe; may block.
 *
 * <p>What is noted holds nothing of the message and no secret; it may hold addresses.
 */
@FunctionalInterface
public interface MessageLog {
    /** Keeps nothing. */
    MessageLog NONE = (at, id, event) -> {};

    /**
     * Notes that something happened to a message. Does not fail: the message matters more than its story.
     *
     * @param event what happened, one line
     */
    void note(Instant at, QueueId id, String event);
}
