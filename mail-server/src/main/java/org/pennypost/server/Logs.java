package org.pennypost.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.pennypost.server.config.LogSettings;
import org.pennypost.server.config.Verbosity;

/** Sets the log up: one line for each event on the error stream, and silence from libraries that only echo clients. */
public final class Logs {
    // Kept here because a logger that nobody holds forgets its level.

    /** Each reset by a client is an error to it. */
    private static final Logger MINA = Logger.getLogger("org.apache.mina");

    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.bouncycastle"), Logger.getLogger("javax.management"));

    private static final Logger OURS = Logger.getLogger("org.pennypost");

    private Logs() {}

    /** Sets the log of this process up, again if something else is wanted. */
    public static void setUp(LogSettings settings) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler lines = new ConsoleHandler();
        lines.setLevel(Level.ALL);
        lines.setFormatter(json(settings.form()) ? new JsonLines() : new OneLine());
        root.addHandler(lines);
        root.setLevel(Level.WARNING);
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
        hush();
        OURS.setLevel(level(settings.verbosity()));
    }

    /** Takes from MINA what it says of lines that clients have cut, as if that were an error of the server. */
    static void hush() {
        MINA.setLevel(Level.OFF);
    }

    private static boolean json(LogSettings.Form form) {
        return switch (form) {
            case AUTOMATIC -> !Terminal.present();
            case TEXT -> false;
            case JSON -> true;
        };
    }

    /** Our name of a level. */
    static String level(Level level) {
        int value = level.intValue();
        return value >= Level.SEVERE.intValue()
                ? "ERROR"
                : value >= Level.WARNING.intValue()
                        ? "WARNING"
                        : value >= Level.INFO.intValue() ? "INFO" : value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /** {@link System.Logger}'s levels as java.util.logging has them. */
    private static Level level(Verbosity verbosity) {
        return switch (verbosity) {
            case WARNING -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
            case TRACE -> Level.FINER;
        };
    }

    /** {@code 2026-11-25 04:51:12.123 INFO MailServer: text}, and the stack of an exception below it. */
    static final class OneLine extends Formatter {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

        @Override
        public String format(LogRecord event) {
            String name = String.valueOf(event.getLoggerName());
            String line = TIME.format(Instant.ofEpochMilli(event.getMillis())) + " " + level(event.getLevel()) + " "
                    + name.substring(name.lastIndexOf('.') + 1) + ": " + formatMessage(event) + "\n";
            return event.getThrown() == null ? line : line + stack(event.getThrown());
        }

        private static String stack(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        }
    }
}
