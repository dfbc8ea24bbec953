package org.pennypost.server.observe;

import java.time.InstantSource;

/** How much there was in each of the last sixty minutes. Thread-safe. */
final class Hour {
    /** How many minutes are kept. */
    static final int MINUTES = 60;

    private final InstantSource time;
    private final long[] counts = new long[MINUTES];
    private long minute;

    Hour(InstantSource time) {
        this.time = time;
        this.minute = now();
    }

    synchronized void add() {
        turn();
        counts[(int) (minute % MINUTES)]++;
    }

    /** A number for each minute, the present one last. */
    synchronized long[] minutes() {
        turn();
        long[] ordered = new long[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            ordered[i] = counts[(int) ((minute + 1 + i) % MINUTES)];
        }
        return ordered;
    }

    private void turn() {
        long now = now();
        for (long passed = Math.max(minute + 1, now - MINUTES + 1); passed <= now; passed++) {
            counts[(int) (passed % MINUTES)] = 0;
        }
        minute = Math.max(minute, now);
    }

    private long now() {
        return time.millis() / 60_000;
    }
}
