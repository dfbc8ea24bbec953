package org.pennypost.server.observe;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The last warnings and errors of the log, without stacks. Thread-safe. */
public final class LastTroubles extends Handler {
    private static final int MOST = 20;
    private static final int LONGEST = 400;

    /** Held, because a logger that nobody holds forgets its handlers. */
    private final Logger logger = Logger.getLogger("org.pennypost");

    private final SimpleFormatter texts = new SimpleFormatter();
    private final Deque<Trouble> last = new ArrayDeque<>();

    /** One of them. */
    record Trouble(Instant at, boolean error, String text) {}

    private LastTroubles() {
        setLevel(Level.WARNING);
    }

    /** Listens to the log until it is closed. */
    public static LastTroubles listening() {
        LastTroubles listening = new LastTroubles();
        listening.logger.addHandler(listening);
        return listening;
    }

    @Override
    public void publish(LogRecord event) {
        if (!isLoggable(event)) {
            return;
        }
        String text = texts.formatMessage(event);
        Trouble trouble = new Trouble(
                event.getInstant(),
                event.getLevel().intValue() >= Level.SEVERE.intValue(),
                text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
        synchronized (last) {
            last.addFirst(trouble);
            if (last.size() > MOST) {
                last.removeLast();
            }
        }
    }

    /** The latest first. */
    List<Trouble> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
