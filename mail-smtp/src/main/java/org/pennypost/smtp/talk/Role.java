package org.pennypost.smtp.talk;

/** What a listener is for. */
public enum Role {
    /** Mail from other hosts (RFC 5321 §2.3.10 delivery system), on port 25. */
    MX,
    /** Mail of our users (RFC 6409 §3), on ports 587 and 465. */
    SUBMISSION,
    /** Mail from a mail transfer agent that keeps the queue (RFC 2033 §1), never on port 25. */
    LMTP
}
