package org.pennypost.server.drive;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The open connections, how many there may be, and the places that they take. Thread-safe. */
final class Connections {
    private final DriveLimits limits;
    private final Set<Connection> open = new HashSet<>();
    private final Map<String, Integer> byAddress = new HashMap<>();

    Connections(DriveLimits limits) {
        this.limits = limits;
    }

    /** Adds a connection if there is a place for it. */
    synchronized boolean admit(Connection connection) {
        String address = connection.address();
        if (open.size() >= limits.connections()
                || byAddress.getOrDefault(address, 0) >= limits.connectionsPerAddress()) {
            return false;
        }
        if (open.add(connection)) {
            byAddress.merge(address, 1, Integer::sum);
        }
        return true;
    }

    /** Gives the place of a connection back. */
    synchronized void ended(Connection connection) {
        if (open.remove(connection)) {
            byAddress.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
            notifyAll();
        }
    }

    /** Those that are open now. */
    synchronized List<Connection> all() {
        return List.copyOf(open);
    }

    /** Waits until none is open; false if that takes longer than {@code patience}. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
