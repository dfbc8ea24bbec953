package org.pennypost.smtp;

import java.time.Duration;

/**
 * Slows down who makes errors: RFC 5321 §7.8 lets a server defend itself. The first errors are free, each one after
 * them is answered later than the one before. No thread waits meanwhile.
 *
 * @param free how many errors of a connection are answered at once
 * @param first how long the next one waits
 * @param most the longest wait, to which it doubles
 */
public record Tarpit(int free, Duration first, Duration most) {
    /** Five errors, then a second, up to eight. */
    public static final Tarpit DEFAULT = new Tarpit(5, Duration.ofSeconds(1), Duration.ofSeconds(8));
    /** Never waits. */
    public static final Tarpit NONE = new Tarpit(Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO);

    /** @throws IllegalArgumentException if something is negative */
    public Tarpit {
        if (free < 0 || first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("tarpit " + free + ", " + first + ", " + most);
        }
    }

    /** How long the answer to an error waits, the first one being number 1. */
    public Duration delay(int error) {
        if (error <= free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(error - free - 1, 20);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
