package org.pennypost.core.mailbox;

/**
 * How much mail an account may have: RFC 9208 §3.1.2.
 *
 * @param octets of all messages; {@link #UNLIMITED} for no bound
 * @param messages in all mailboxes; {@link #UNLIMITED} for no bound
 */
public record QuotaLimits(long octets, long messages) {
    /** No bound. */
    public static final long UNLIMITED = Long.MAX_VALUE;
    /** No bounds at all. */
    public static final QuotaLimits NONE = new QuotaLimits(UNLIMITED, UNLIMITED);

    public QuotaLimits {
        if (octets < 0 || messages < 0) {
            throw new IllegalArgumentException("a limit below zero");
        }
    }

    /** Whether an account may have so much. */
    public boolean allow(long usedOctets, long usedMessages) {
        return usedOctets <= octets && usedMessages <= messages;
    }
}
