package org.pennypost.core.account;

import org.pennypost.core.engine.Peer;

/** Where a password may be sent over a line that is not protected (RFC 8314 §4.1 wants nowhere). */
public enum ClearTextPolicy {
    /** Nowhere. */
    NEVER,
    /** From loopback addresses only, where nobody is on the line. */
    LOOPBACK,
    /** Everywhere; for lines that are protected by other means. */
    ALWAYS;

    /** Whether this peer may send a password now. */
    public boolean permits(Peer peer) {
        return peer.confidential()
                || this == ALWAYS
                || this == LOOPBACK && peer.remote().loopback();
    }
}
