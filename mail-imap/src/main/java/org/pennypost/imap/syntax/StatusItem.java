package org.pennypost.imap.syntax;

/** What STATUS tells of a mailbox: RFC 9051 §6.3.11, §9 {@code status-att}. */
public enum StatusItem {
    /** RFC 9051 §6.3.11: how many messages. */
    MESSAGES,
    /** RFC 9051 §6.3.11: the UID that the next message will have at least. */
    UIDNEXT,
    /** RFC 9051 §6.3.11. */
    UIDVALIDITY,
    /** RFC 9051 §6.3.11: how many messages without \Seen. */
    UNSEEN,
    /** RFC 9051 §6.3.11: how many messages with \Deleted. */
    DELETED,
    /** RFC 9208 §4.1.4: the octets of all messages with \Deleted. */
    DELETED_STORAGE,
    /** RFC 9051 §6.3.11, RFC 8438 §3: the octets of all messages. */
    SIZE,
    /** RFC 3501 §6.3.10: how many messages with \Recent. */
    RECENT,
    /** RFC 7162 §3.1.7: the highest modification sequence. */
    HIGHESTMODSEQ,
    /** RFC 8474 §4.3: names the mailbox whatever it is called. */
    MAILBOXID,
    /** RFC 7889 §3.1: the largest message that APPEND takes. */
    APPENDLIMIT;

    /** Its name on the wire. */
    public String label() {
        return name().replace('_', '-');
    }
}
