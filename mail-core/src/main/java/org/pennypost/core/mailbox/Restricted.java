package org.pennypost.core.mailbox;

/**
 * An {@link Account} or {@link Mailbox} in which not even its user has every right (RFC 4314 §2): one that is only read,
 * say. Whoever serves it need not try what the rights do not cover, and tells clients before they try: of a mailbox that
 * cannot be changed IMAP says READ-ONLY (RFC 9051 §6.3.2). What is tried nevertheless the methods refuse with NO_PERMISSION.
 */
public interface Restricted {
    /** What the user may do. Does not block. */
    Rights rights();
}
