package org.pennypost.core.mailbox;

import java.time.Instant;

/**
 * A message to add. The draft stays the caller's to close, and may be added to several mailboxes.
 *
 * @param replaced the octets of a message of the same account that goes when this one has come: only the difference
 *     counts against its quota (RFC 8508 §3.4); {@link #NOTHING} for none
 */
public record NewMessage(Draft draft, Flags flags, Instant internalDate, long replaced) {
    /** It takes the place of no other message. */
    public static final long NOTHING = -1;

    /** A message that takes the place of no other. */
    public NewMessage(Draft draft, Flags flags, Instant internalDate) {
        this(draft, flags, internalDate, NOTHING);
    }

    /** The same with these flags. */
    public NewMessage with(Flags others) {
        return new NewMessage(draft, others, internalDate, replaced);
    }

    /** The same in place of a message with so many octets. */
    public NewMessage replacing(long octets) {
        return new NewMessage(draft, flags, internalDate, octets);
    }
}
