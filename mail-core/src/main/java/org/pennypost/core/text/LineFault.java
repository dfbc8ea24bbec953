package org.pennypost.core.text;

/** What is wrong with a line before its grammar is even looked at. */
public enum LineFault {
    /** Nothing: the line ends with CRLF, is within its limit and holds no forbidden octet. */
    NONE("fine"),
    /** It is longer than the limit (RFC 5321 §4.5.3.1.4, RFC 2449 §4, RFC 7162 §4); its octets were thrown away. */
    TOO_LONG("line too long"),
    /** It holds a CR that no LF follows (RFC 5321 §2.3.8). */
    BARE_CR("bare CR"),
    /** It ended with an LF that no CR precedes (RFC 5321 §2.3.8). */
    BARE_LF("bare LF"),
    /** It holds an octet of value zero, which no grammar of ours has. */
    NUL("NUL octet");

    private final String reason;

    LineFault(String reason) {
        this.reason = reason;
    }

    /** A short reason that may go on the wire. */
    public String reason() {
        return reason;
    }
}
