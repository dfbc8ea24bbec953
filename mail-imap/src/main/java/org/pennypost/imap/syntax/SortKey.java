package org.pennypost.imap.syntax;

/** By what messages can be sorted: RFC 5256 §5 {@code sort-key}, RFC 5957 §5. */
public enum SortKey {
    /** The internal date and time. */
    ARRIVAL,
    /** The mailbox part of the first address of the Cc field. */
    CC,
    /** The sent date, RFC 5256 §2.2. */
    DATE,
    /** The mailbox part of the first address of the From field. */
    FROM,
    /** How many octets there are. */
    SIZE,
    /** The base subject, RFC 5256 §2.1. */
    SUBJECT,
    /** The mailbox part of the first address of the To field. */
    TO,
    /** RFC 5957 §4: the name of the first address of the From field, as people see it. */
    DISPLAYFROM,
    /** RFC 5957 §4: the name of the first address of the To field, as people see it. */
    DISPLAYTO,
    /** RFC 6203 §6: how well it fits what was searched for, the best first. */
    RELEVANCY
}
