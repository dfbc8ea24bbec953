package org.pennypost.imap.syntax;

import org.pennypost.core.mailbox.UidSet;

/**
 * What SELECT and EXAMINE ask for besides the mailbox: RFC 4466 §2.1 {@code select-params}.
 *
 * @param condstore RFC 7162 §3.1.8 CONDSTORE
 * @param resync RFC 7162 §3.2.5 QRESYNC
 */
public record SelectParameters(boolean condstore, Resync resync) {
    /** None. */
    public static final SelectParameters NONE = new SelectParameters(false, new NoResync());

    /** Whether message sequence numbers are among them: RFC 7162 §3.2.5.2. */
    boolean usesNumbers() {
        return resync instanceof QuickResync quick && !quick.matchNumbers().isEmpty();
    }

    /** What the client knows of the mailbox from before. */
    public sealed interface Resync {}

    /** The client does not say. */
    public record NoResync() implements Resync {}

    /**
     * RFC 7162 §3.2.5.
     *
     * @param uidValidity the UIDVALIDITY that it knows
     * @param modSeq up to where it knows what happened
     * @param known the UIDs that it wants to hear of; all of them if it did not say
     * @param matchNumbers sequence numbers that had, each, the UID in the same place of {@code matchUids}; maybe none
     * @param matchUids those UIDs
     */
    public record QuickResync(long uidValidity, long modSeq, UidSet known, UidSet matchNumbers, UidSet matchUids)
            implements Resync {}
}
