package org.pennypost.smtp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Counts what many keys do against one rate: a bucket for each, which holds as many tokens as the rate allows and
 * fills up steadily. Of {@value #KEYS} keys at most; one that was not seen for long begins with a full bucket, which
 * it would have by then. Thread-safe.
 */
public final class RateMeter {
    private static final int KEYS = 50_000;

    private final Rates.Rate rate;
    private final InstantSource time;
    private final BoundedTable<String, Bucket> buckets = new BoundedTable<>(KEYS);

    /** A meter that has counted nothing. */
    public RateMeter(Rates.Rate rate, InstantSource time) {
        this.rate = rate;
        this.time = time;
    }

    /** Counts one more, and says whether that is within the rate; what is not does not count. */
    public boolean permits(String key) {
        Instant now = time.instant();
        return buckets.update(key, old -> next(old, now), new Bucket(rate.count() - 1.0, now, true))
                .permitted();
    }

    private Bucket next(Bucket old, Instant now) {
        double passed = Math.max(0, Duration.between(old.at(), now).toMillis());
        double filled = Math.min(
                rate.count(), old.tokens() + passed * rate.count() / rate.per().toMillis());
        return filled >= 1 ? new Bucket(filled - 1, now, true) : new Bucket(filled, now, false);
    }

    private record Bucket(double tokens, Instant at, boolean permitted) {}
}
