package org.pennypost.server.drive;

import java.util.function.LongSupplier;

/** Seconds since the driver started; never goes back. */
final class SecondsClock {
    private final LongSupplier nanos;
    private final long start;

    SecondsClock() {
        this(System::nanoTime);
    }

    /** A clock by nanoseconds of the caller's. */
    SecondsClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    int seconds() {
        return (int) ((nanos.getAsLong() - start) / 1_000_000_000L);
    }
}
