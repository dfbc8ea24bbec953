package org.pennypost.server.queue;

import java.time.Instant;
import org.pennypost.core.delivery.Envelope;

/**
 * A recipient of a message that waits, and how far we are with him.
 *
 * @param recipient who, and what the sender asks for him
 * @param state whether there is anything left to do
 * @param attempts how many attempts there were
 * @param due when the next one is
 * @param warned whether the sender knows that it is late
 * @param said what came of the last attempt; empty if there was none
 */
record QueuedRecipient(
        Envelope.Recipient recipient, State state, int attempts, Instant due, boolean warned, String said) {
    /** How far we are. */
    enum State {
        /** He is to get it. */
        WAITING,
        /** He has it, or another server has it for him. */
        DELIVERED,
        /** He will not get it. */
        FAILED
    }

    /** One for whom nothing was tried yet. */
    static QueuedRecipient first(Envelope.Recipient recipient, Instant due) {
        return new QueuedRecipient(recipient, State.WAITING, 0, due, false, "");
    }

    boolean waits() {
        return state == State.WAITING;
    }

    QueuedRecipient done(State end, String what) {
        return new QueuedRecipient(recipient, end, attempts + 1, due, warned, what);
    }

    QueuedRecipient again(Instant next, String what) {
        return new QueuedRecipient(recipient, state, attempts + 1, next, warned, what);
    }

    QueuedRecipient due(Instant next) {
        return new QueuedRecipient(recipient, state, attempts, next, warned, said);
    }

    QueuedRecipient withWarning() {
        return new QueuedRecipient(recipient, state, attempts, due, true, said);
    }
}
