package org.pennypost.core.mailbox;

/** Where the mail of many users is kept. Thread-safe. */
public interface MailStore extends AutoCloseable {
    /**
     * A user's mail, made on first use with an INBOX and the special-use mailboxes Sent, Drafts, Trash, Junk and
     * Archive (RFC 6154 §2), all of them subscribed. Whether the user exists is for the caller to know.
     *
     * @throws StoreException CANNOT if the name cannot be stored (it never leads outside the store)
     */
    Account account(String user) throws StoreException;

    /** Ends all watches and lets all files go. Nothing acknowledged is lost, closed or not. */
    @Override
    void close() throws StoreException;
}
