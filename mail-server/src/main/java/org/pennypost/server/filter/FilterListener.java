package org.pennypost.server.filter;

/** Hears what filters make of messages. Thread-safe. */
@FunctionalInterface
public interface FilterListener {
    /** A filter was asked about a message. */
    void asked(Outcome outcome);

    /** What came of it. */
    enum Outcome {
        /** It may be taken. */
        TAKEN,
        /** It may be taken, and the filter calls it spam or wants it kept away. */
        MARKED,
        /** It is refused for good. */
        REFUSED,
        /** It is refused for now. */
        DEFERRED,
        /** It is taken and thrown away. */
        DISCARDED,
        /** There was no answer that we could understand. */
        FAILED
    }
}
