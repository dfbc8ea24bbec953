package org.pennypost.smtp.client;

import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;

/**
 * What one connection is to send, one message after the other: RFC 5321 §4.5.4.1 lets a client send several.
 *
 * <p>Called by one thread at a time, where blocking is allowed. Each message that was given is settled once, however the
 * connection ends.
 */
public interface Errands {
    /** The next message for this server; empty if the connection may be closed. */
    Optional<Outgoing> next() throws StoreException;

    /** The server has answered MAIL. */
    default void begun(Outgoing mail) {}

    /** The text of a message follows now: until it is settled, nobody knows whether the server has taken it. */
    default void sending(Outgoing mail) {}

    /**
     * What became of a message.
     *
     * @param outcomes one for each recipient, in their order
     */
    void settled(Outgoing mail, List<Outcome> outcomes) throws StoreException;
}
