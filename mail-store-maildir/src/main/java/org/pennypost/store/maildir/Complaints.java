package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the disk refuses, told to the operator: clients hear only that it will pass, and it does not by itself. A full disk
 * refuses each message, so one line a minute has to do. Thread-safe.
 */
final class Complaints {
    /** Into the log. */
    static final Complaints LOGGED = new Complaints(System::nanoTime, Complaints::log);

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final Consumer<String> lines;
    private OptionalLong last = OptionalLong.empty();
    private long untold;

    Complaints(LongSupplier nanos, Consumer<String> lines) {
        this.nanos = nanos;
        this.lines = lines;
    }

    /** Of files that others remove, and of those that we close, there is nothing to say. */
    void about(String refusal, IOException why) {
        if (!(why instanceof NoSuchFileException) && !(why instanceof ClosedChannelException)) {
            add(refusal);
        }
    }

    private synchronized void add(String refusal) {
        long now = nanos.getAsLong();
        if (last.isPresent() && now - last.getAsLong() < PAUSE_NANOS) {
            untold++;
            return;
        }
        last = OptionalLong.of(now);
        lines.accept(untold == 0 ? refusal : refusal + " (since the last line " + untold + " more)");
        untold = 0;
    }

    private static void log(String line) {
        System.getLogger(Complaints.class.getName()).log(System.Logger.Level.WARNING, line);
    }
}
