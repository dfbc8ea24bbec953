package org.pennypost.server.filter;

import java.time.Duration;

/**
 * How long filters may take for one message: so long for each thing that is waited for, and so long for all of it. A
 * client waits ten minutes for the answer (RFC 5321 §4.5.3.2.6).
 *
 * @param each for one thing, in nanoseconds
 * @param end of all of it, in the time of {@link System#nanoTime}
 */
record Patience(long each, long end) {
    private static final Duration ALL = Duration.ofMinutes(5);

    /** That of a message whose end has come now. */
    static Patience from(Duration each) {
        return new Patience(each.toNanos(), System.nanoTime() + ALL.toNanos());
    }

    /** How many milliseconds the next thing may take that began then; 0 if it must not take longer. */
    long left(long began) {
        long now = System.nanoTime();
        long nanos = Math.min(began + each - now, end - now);
        return nanos <= 0 ? 0 : nanos / 1_000_000 + 1;
    }
}
