package org.pennypost.imap.talk;

/** What a client can switch on: ENABLE, RFC 9051 §6.3.1 (RFC 5161). It stays on until the connection ends. */
enum Feature {
    /** RFC 9051 §6.3.1: the client speaks IMAP4rev2; else it is spoken to by RFC 3501 (RFC 9051 §A). */
    IMAP4REV2("IMAP4rev2"),
    /** RFC 6855 §3: the client takes UTF-8. */
    UTF8_ACCEPT("UTF8=ACCEPT"),
    /** RFC 7162 §3.1: the client follows modification sequences; there are other ways to switch this on. */
    CONDSTORE("CONDSTORE"),
    /** RFC 7162 §3.2.3: the client wants VANISHED for EXPUNGE. */
    QRESYNC("QRESYNC"),
    /** RFC 9586 §3.1: the client wants no message sequence numbers. */
    UIDONLY("UIDONLY"),
    /** RFC 4467: the client has used one of its commands; that alone switches it on. */
    URLAUTH("");

    private final String label;

    Feature(String label) {
        this.label = label;
    }

    /** Its name on the wire. */
    String label() {
        return label;
    }
}
