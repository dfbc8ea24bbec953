package org.pennypost.imap.syntax;

/** How a status response begins: RFC 9051 §7.1. */
public enum Condition {
    /** RFC 9051 §7.1.1: it went well. */
    OK,
    /** RFC 9051 §7.1.2: it could not be done. */
    NO,
    /** RFC 9051 §7.1.3: it was not understood. */
    BAD,
    /** RFC 9051 §7.1.4: a greeting for who needs no login. */
    PREAUTH,
    /** RFC 9051 §7.1.5: the connection is about to be closed. */
    BYE
}
