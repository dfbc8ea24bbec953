package org.pennypost.server.drive;

import java.time.Duration;

/**
 * How long a connection has waited, and for what. Guarded by the connection's lock, except {@link #over}.
 */
final class Vigil {
    private static final int NEVER = Integer.MAX_VALUE;

    /** What a connection waits for. */
    enum Phase {
        /** Ourselves: nobody's patience is tried. */
        WORKING,
        /** A command of the peer. */
        LISTENING,
        /** The peer, to read what we sent. */
        SENDING,
        /** The end of a handshake. */
        UPGRADING,
        /** The peer, to close its side of the connection. */
        LINGERING
    }

    private final SecondsClock clock;
    private Phase phase = Phase.WORKING;
    /** When the phase began, or showed progress. */
    private int from;
    /** When the peer was last heard, or had our answer. */
    private int since;
    /** What is being sent was caused by a change, not by the peer: that it leaves is no sign of life. */
    private boolean unasked;

    private volatile int deadline = NEVER;

    Vigil(SecondsClock clock) {
        this.clock = clock;
        this.since = clock.seconds();
    }

    /** The peer is alive. */
    void heard() {
        unasked = false;
        since = clock.seconds();
    }

    /** A call that the peer asked for is done. */
    void worked() {
        since = clock.seconds();
    }

    /** Output that the peer did not ask for may follow. */
    void woken() {
        unasked = true;
    }

    /** Output has left. */
    void progressed() {
        from = clock.seconds();
        if (!unasked) {
            since = from;
        }
    }

    /** The connection waits for this now, so long. */
    void await(Phase now, Duration patience) {
        if (now != phase) {
            phase = now;
            from = clock.seconds();
        }
        int start = phase == Phase.LISTENING ? since : from;
        deadline = phase == Phase.WORKING ? NEVER : (int) Math.min(NEVER, start + Math.max(1, patience.toSeconds()));
    }

    /** What it waits for. */
    Phase phase() {
        return phase;
    }

    /** Whether patience has run out. May be asked by any thread. */
    boolean over() {
        return deadline != NEVER && clock.seconds() >= deadline;
    }
}
