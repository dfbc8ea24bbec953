package org.pennypost.core.delivery;

import java.time.Duration;

/** Something that a delivery does for senders beyond taking mail; an engine announces what is promised, no more. */
public sealed interface Promise {
    /** RFC 3030 §3: contents with lines of any length, bare CR and LF, and NUL are kept without loss. */
    record BinaryMime() implements Promise {}

    /** RFC 3461: delivery reports are sent as asked for. */
    record Dsn() implements Promise {}

    /**
     * RFC 2852: messages are delivered in time, or the sender is told.
     *
     * @param minimum the shortest time for which it can be asked
     */
    record DeliverBy(Duration minimum) implements Promise {}

    /**
     * RFC 4865: messages are held as long as the sender wishes.
     *
     * @param longest how long
     */
    record FutureRelease(Duration longest) implements Promise {}

    /**
     * RFC 6710: urgent messages come first.
     *
     * @param policy the name of the policy for priorities
     */
    record MtPriority(String policy) implements Promise {}

    /** RFC 8689: messages that must not travel in clear do not. */
    record RequireTls() implements Promise {}

    /** RFC 7293: the owner of each mailbox is known back to the time that the sender names. */
    record ValidSince() implements Promise {}
}
