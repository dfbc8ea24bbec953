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

    /** Hears what became of a message, for who counts; beside its story, and for each recipient that has one alone. */
    default void settled(Fate fate) {}

    /** What a message may come to. */
    enum Fate {
        /** We took responsibility for it. */
        RECEIVED,
        /** We did not. */
        REJECTED,
        /** It is in a mailbox of ours, after it waited. */
        DELIVERED,
        /** Another server took responsibility. */
        SENT,
        /** Not now; it waits. */
        DEFERRED,
        /** Never: its sender is told. */
        RETURNED
    }
}
