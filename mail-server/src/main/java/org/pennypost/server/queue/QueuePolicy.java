package org.pennypost.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.pennypost.server.config.SendingRules;

/**
 * When to try again, when to warn and when to give up: RFC 5321 §4.5.4.1.
 *
 * <p>Deviates from RFC 5321 §4.5.4.1: after a reply of "not now" the first retries come sooner than after half an hour,
 * because a server that greylists wants to see us again in minutes; what cannot be reached is left alone for that long.
 *
 * @param first the wait after a first attempt to which a server said "not now"
 * @param unreached the shortest wait for a destination that cannot be reached: half an hour at least, says the RFC
 * @param longest the longest wait
 * @param warnAfter when the sender is told that a message is late
 * @param expireAfter when it is returned; four to five days at least
 * @param atOnce how many connections there are to one destination
 */
record QueuePolicy(
        Duration first, Duration unreached, Duration longest, Duration warnAfter, Duration expireAfter, int atOnce) {
    private static final Duration UNREACHED = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(3);

    private static final int DOUBLINGS = 20;
    /** A tenth more or less, so that what failed together does not come back together. */
    private static final double JITTER = 0.1;

    /** What the configuration says. */
    static QueuePolicy of(SendingRules rules) {
        Duration longest = rules.retry().compareTo(LONGEST) > 0 ? rules.retry() : LONGEST;
        return new QueuePolicy(
                rules.retry(), UNREACHED, longest, rules.warnAfter(), rules.expireAfter(), rules.atOnce());
    }

    /** When a message is tried again that was tried so often. */
    Instant again(int attempts, Instant now, RandomGenerator random) {
        return now.plus(wait(first, attempts, random));
    }

    /** When a destination is tried again that could not be reached so often in a row. */
    Instant unreached(int failures, Instant now, RandomGenerator random) {
        return now.plus(wait(unreached, failures, random));
    }

    private Duration wait(Duration start, int times, RandomGenerator random) {
        Duration doubled = start.multipliedBy(1L << Math.min(DOUBLINGS, Math.max(0, times - 1)));
        Duration bounded = doubled.compareTo(longest) > 0 ? longest : doubled;
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(bounded.toMillis() * factor));
    }
}
