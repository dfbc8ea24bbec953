package org.pennypost.pop;

import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;

/**
 * Where POP has users' maildrops from, for a program that has mail of its own; a {@code MailStore} needs none. Thread-safe;
 * methods may block.
 *
 * <pre>{@code
 * Protocol pop3 = PopServer.with(user -> new TableOfMails(database, user), users, world).pop3();
 * }</pre>
 *
 * <p>The server asks for a maildrop of a user who has logged in, and keeps other POP conversations of this server with the
 * same user out until it is closed (RFC 1939 §4).
 */
@FunctionalInterface
public interface Maildrops {
    /**
     * The user's maildrop as it is now.
     *
     * @throws StoreException NONEXISTENT if he has none, IN_USE if somebody else empties it, UNAVAILABLE if it cannot be had
     */
    Maildrop open(String user) throws StoreException;

    /**
     * Another mailbox of the user, by the name that a POP2 client gives (RFC 937 FOLD). At first there is none but INBOX.
     *
     * @return empty if there is no such mailbox
     */
    default Optional<Maildrop> fold(String user, String mailbox) throws StoreException {
        return mailbox.equalsIgnoreCase("INBOX") ? Optional.of(open(user)) : Optional.empty();
    }
}
