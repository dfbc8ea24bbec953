package org.pennypost.core.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when it is told to. Thread-safe. */
public final class ManualTime implements InstantSource {
    private volatile Instant now;

    /** A clock that stands at {@code start}. */
    public ManualTime(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves it on. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
