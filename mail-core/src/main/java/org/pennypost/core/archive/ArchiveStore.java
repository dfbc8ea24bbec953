package org.pennypost.core.archive;

import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;

/**
 * A store whose mail is only read, over an {@link Archive} of the program that embeds a protocol.
 *
 * <pre>{@code
 * MailStore store = ArchiveStore.with(user -> new FolderOfFiles(user));
 * Protocol imap = ImapServer.with(store, users, Surroundings.of("mail.example"));
 * }</pre>
 *
 * <p>IMAP selects its mailboxes READ-ONLY, and whatever would change something is refused with NO_PERMISSION: no flag, not
 * even \Seen, no message, no mailbox, no subscription; every mailbox counts as subscribed. By POP3 a message that is
 * marked stays, and the client is told so at QUIT. Thread-safe if the archives are.
 */
public final class ArchiveStore implements MailStore {
    private final Archives archives;

    private ArchiveStore(Archives archives) {
        this.archives = archives;
    }

    /** Knows whose archive is which. Thread-safe. */
    @FunctionalInterface
    public interface Archives {
        /**
         * The archive of a user who has logged in, asked for at each login.
         *
         * @throws StoreException NONEXISTENT if he has none
         */
        Archive of(String user) throws StoreException;
    }

    /** A store with these archives. */
    public static ArchiveStore with(Archives archives) {
        return new ArchiveStore(archives);
    }

    @Override
    public Account account(String user) throws StoreException {
        return new ArchiveAccount(user, archives.of(user));
    }

    /** Does nothing: the archives are the caller's. */
    @Override
    public void close() {}
}
