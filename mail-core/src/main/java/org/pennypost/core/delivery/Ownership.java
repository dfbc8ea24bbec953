package org.pennypost.core.delivery;

import java.time.Instant;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;

/**
 * Knows since when mailboxes have had their owners, RFC 7293 §5: an ability that {@link LocalAddresses} may have.
 * Thread-safe; may block.
 */
public interface Ownership {
    /**
     * Since when a user's mailbox has been that of its present owner, or the latest time at which that may have begun;
     * empty if it never was another's (RFC 7293 §9).
     */
    Optional<Instant> ownedSince(String user) throws StoreException;
}
