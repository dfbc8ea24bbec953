package org.pennypost.core.memory;

import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaUsage;
import org.pennypost.core.mailbox.StoreException;

/** How much mail an account has and may have. Locks nothing else, so it may be called under any lock. */
final class MemoryQuota {
    private QuotaLimits limits = QuotaLimits.NONE;
    private long octets;
    private long messages;

    synchronized QuotaUsage usage() {
        return new QuotaUsage(octets, messages, limits);
    }

    synchronized void limit(QuotaLimits others) {
        limits = others;
    }

    /** Takes room, or refuses if there is none. */
    synchronized void admit(long moreOctets, long moreMessages) throws StoreException {
        checkRoom(moreOctets, moreMessages);
        note(moreOctets, moreMessages);
    }

    /** Refuses what there is no room for; what makes nothing more may come even beyond the bounds. */
    synchronized void checkRoom(long moreOctets, long moreMessages) throws StoreException {
        boolean more = moreOctets > 0 || moreMessages > 0;
        if (more && !limits.allow(octets + moreOctets, messages + moreMessages)) {
            throw new StoreException(StoreException.Reason.OVER_QUOTA, "over quota");
        }
    }

    /** Counts what only changes its place, or with negative numbers what is gone. */
    synchronized void note(long moreOctets, long moreMessages) {
        octets += moreOctets;
        messages += moreMessages;
    }
}
