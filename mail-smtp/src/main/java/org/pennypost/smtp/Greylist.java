package org.pennypost.smtp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;

/**
 * Asks a host that we have not seen before to come again: RFC 6647. What sends and never tries again is rarely wanted.
 *
 * <p>Remembers network (RFC 6647 §5 item 2), sender and recipient of {@value #TRIPLES} deliveries at most, in memory;
 * after a restart each has to come twice again. Thread-safe.
 */
public final class Greylist implements RecipientCheck {
    private static final int TRIPLES = 100_000;

    private final InstantSource time;
    private final Duration wait;
    private final Duration memory;
    private final BoundedTable<String, Seen> table = new BoundedTable<>(TRIPLES);

    private Greylist(InstantSource time, Duration wait, Duration memory) {
        this.time = time;
        this.wait = wait;
        this.memory = memory;
    }

    /**
     * A list that knows nobody yet.
     *
     * @param wait how long a new host has to wait; RFC 6647 §5 wants a minute to a day
     * @param memory for how long one that came again is remembered
     */
    public static Greylist with(InstantSource time, Duration wait, Duration memory) {
        return new Greylist(time, wait, memory);
    }

    @Override
    public Verdict check(Envelope.Recipient recipient, Envelope soFar) {
        Instant now = time.instant();
        String triple = Networks.of(soFar.origin().peer().remote().address()) + " " + soFar.reversePath() + " "
                + recipient.path();
        Seen seen = table.update(triple, old -> next(old, now), new Seen(now, now, false));
        return seen.known() ? Verdict.ACCEPTED : new Verdict.Refused(Verdict.Refusal.NOT_NOW);
    }

    private Seen next(Seen old, Instant now) {
        if (old.last().plus(memory).isBefore(now)) {
            return new Seen(now, now, false);
        }
        return new Seen(old.first(), now, old.known() || !old.first().plus(wait).isAfter(now));
    }

    private record Seen(Instant first, Instant last, boolean known) {}
}
