package org.pennypost.smtp;

import java.util.Optional;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.mailbox.StoreException;

/**
 * Decides whether a host may talk to us at all, before we greet it: what DNS block lists and the like implement.
 *
 * <p>Asked once for each connection, on the ports for mail from other hosts. Thread-safe; may block. If it cannot tell
 * ({@link StoreException}) the host may talk: a list that is out of order must not stop all mail.
 */
@FunctionalInterface
public interface ConnectionCheck {
    /** Everybody may. */
    ConnectionCheck NONE = peer -> Optional.empty();

    /** Why this peer may not, if so. */
    Optional<Objection> check(Peer peer) throws StoreException;

    /** First this check, then another. */
    default ConnectionCheck and(ConnectionCheck other) {
        return peer -> {
            Optional<Objection> objection = check(peer);
            return objection.isPresent() ? objection : other.check(peer);
        };
    }

    /**
     * What speaks against a host.
     *
     * @param permanent whether it need not try again (554 instead of 421)
     * @param reason for the host's operator, who reads it in his log
     */
    record Objection(boolean permanent, String reason) {}
}
