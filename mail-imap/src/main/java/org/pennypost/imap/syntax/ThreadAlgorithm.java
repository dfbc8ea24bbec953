package org.pennypost.imap.syntax;

/** How messages are put into threads: RFC 5256 §BASE.6.4.THREAD and §5 {@code thread-alg}. */
public enum ThreadAlgorithm {
    /** By base subject alone. */
    ORDEREDSUBJECT,
    /** By References, In-Reply-To and base subject. */
    REFERENCES,
    /** By References and In-Reply-To alone; the thread that got a message last comes last (draft-ietf-morg-inthread). */
    REFS
}
