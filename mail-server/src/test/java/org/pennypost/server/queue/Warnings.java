package org.pennypost.server.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings that a class writes into the log. */
final class Warnings extends Handler implements AutoCloseable {
    private final List<String> all = new CopyOnWriteArrayList<>();
    private final Logger log;

    private Warnings(Logger log) {
        this.log = log;
    }

    static Warnings of(Class<?> type) {
        Warnings warnings = new Warnings(Logger.getLogger(type.getName()));
        warnings.log.addHandler(warnings);
        return warnings;
    }

    List<String> all() {
        return all;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel() == Level.WARNING) {
            all.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        log.removeHandler(this);
    }
}
