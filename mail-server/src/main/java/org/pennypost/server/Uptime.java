package org.pennypost.server;

import java.time.Duration;

/**
 * How long the server has run, by a clock that only goes forward. Pauses are measured by it: by the time of day they
 * would last for ever, or not at all, when somebody sets the system's clock. Thread-safe.
 */
@FunctionalInterface
public interface Uptime {
    /** The time since the start; it tells nothing but how far two moments are apart. */
    Duration now();

    /** Begins now. */
    static Uptime system() {
        long start = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - start);
    }
}
