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
    /** How many are told at the same time that there is no place; beyond that there are no words either. */
    private static final int WORDS = 64;

    private final ConnectionListener listener;
    private final Set<Connection> open = new HashSet<>();
    private final Set<Connection> refused = new HashSet<>();
    private final Map<String, Integer> byAddress = new HashMap<>();
    private DriveLimits limits;

    /** What a new connection gets. */
    enum Place {
        /** A place. */
        FREE,
        /** None but to hear so. */
        FOR_A_WORD,
        /** None at all. */
        NONE
    }

    Connections(DriveLimits limits, ConnectionListener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    /** Other bounds from now on. */
    synchronized void follow(DriveLimits other) {
        limits = other;
    }

    /** Adds a connection if there is a place for it. */
    synchronized Place admit(Connection connection) {
        String address = connection.address();
        if (open.size() >= limits.connections() || hasEnough(connection)) {
            listener.refused(connection.service());
            if (refused.size() >= WORDS) {
                return Place.NONE;
            }
            refused.add(connection);
            return Place.FOR_A_WORD;
        }
        if (open.add(connection)) {
            byAddress.merge(address, 1, Integer::sum);
            listener.opened(connection.service());
        }
        return Place.FREE;
    }

    /** Many people may come through loopback: a webmail, or a proxy that does not say for whom it comes. */
    private boolean hasEnough(Connection connection) {
        return !connection.isFromLoopback()
                && byAddress.getOrDefault(connection.address(), 0) >= limits.connectionsPerAddress();
    }

    /** Gives the place of a connection back. */
    synchronized void ended(Connection connection) {
        refused.remove(connection);
        if (open.remove(connection)) {
            byAddress.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
            listener.closed(connection.service());
        }
        if (open.isEmpty() && refused.isEmpty()) {
            notifyAll();
        }
    }

    /** Those that have a place. */
    synchronized int size() {
        return open.size();
    }

    /** Those that are open now, with a place or without. */
    synchronized List<Connection> all() {
        if (refused.isEmpty()) {
            return List.copyOf(open);
        }
        Set<Connection> all = new HashSet<>(open);
        all.addAll(refused);
        return List.copyOf(all);
    }

    /** Waits until none is open; false if that takes longer than {@code patience}. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty() || !refused.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
