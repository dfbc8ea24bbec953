package org.pennypost.core.testing;

import java.time.Duration;
import java.util.List;

/** One line (or run of lines that belong together) of a dialogue, with its number in the file. */
sealed interface Move {
    int line();

    /** Moves that belong to one connection. */
    sealed interface OfConnection extends Move {
        /** The label in front of C or S; empty for the only connection. */
        String connection();
    }

    /** The client sends. */
    record Send(int line, String connection, Template text, int times) implements OfConnection {}

    /** The client or the server's surroundings do something that is no text. */
    record Act(int line, String connection, Deed deed) implements OfConnection {}

    /** The server's next lines, the same pattern that often. */
    record Expect(int line, String connection, Template text, int times) implements OfConnection {}

    /** The server's next lines in any order. */
    record ExpectSet(int line, String connection, List<Expect> lines) implements OfConnection {}

    /** As many lines of one pattern as there are, at least one. */
    record ExpectRun(int line, String connection, Template text) implements OfConnection {}

    /** The server has closed the connection. */
    record ExpectClosed(int line, String connection) implements OfConnection {}

    /** The server has said nothing. */
    record ExpectNothing(int line, String connection) implements OfConnection {}

    /** The clock goes on. */
    record Time(int line, Duration by) implements Move {}

    /** What happens besides text. */
    enum Deed {
        /** TLS is started. */
        UPGRADE,
        /** DEFLATE is started. */
        DEFLATE,
        /** The client sends no more. */
        CLOSE,
        /** The client is gone. */
        VANISH,
        /** The server's patience ends. */
        IMPATIENT,
        /** The server is being stopped. */
        STOPPING
    }
}
