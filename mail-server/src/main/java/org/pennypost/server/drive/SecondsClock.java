package org.pennypost.server.drive;

import java.util.concurrent.TimeUnit;

/** Seconds since the driver started; never goes back. */
final class SecondsClock {
    private final long start = System.nanoTime();

    int seconds() {
        return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
