package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the disk refuses, told to the operator: clients hear only that it will pass, and it does not by itself. A full disk
 * refuses each message, so one line a minute has to do. Thread-safe.
 */
final class Complaints {
    /** Into the log. */
    static final Complaints LOGGED = new Complaints(InstantSource.system(), Complaints::log);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Consumer<String> lines;
    private Instant next = Instant.MIN;
    private long untold;

    Complaints(InstantSource clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    /** Of files that others remove, and of those that we close, there is nothing to say. */
    void about(String refusal, IOException why) {
        if (!(why instanceof NoSuchFileException) && !(why instanceof ClosedChannelException)) {
            add(refusal);
        }
    }

    private synchronized void add(String refusal) {
        Instant now = clock.instant();
        if (now.isBefore(next) && !next.isAfter(now.plus(PAUSE))) { // later than that: the clock was ahead
            untold++;
            return;
        }
        next = now.plus(PAUSE);
        lines.accept(untold == 0 ? refusal : refusal + " (since the last line " + untold + " more)");
        untold = 0;
    }

    private static void log(String line) {
        System.getLogger(Complaints.class.getName()).log(System.Logger.Level.WARNING, line);
    }
}
