package org.pennypost.core.mailbox;

import java.util.List;
import java.util.Set;

/** One user's open mail. Thread-safe; shared by all connections of the user. */
public interface Account {
    /** The user's name. Does not block. */
    String user();

    /**
     * All mailboxes, and subscribed names without a mailbox (RFC 9051 §6.3.9.4 allows them), in no special order.
     */
    List<MailboxEntry> mailboxes() throws StoreException;

    /**
     * Opens a mailbox. Cheap when others have it open: all share one picture.
     *
     * @throws StoreException NONEXISTENT
     */
    Mailbox mailbox(MailboxName name) throws StoreException;

    /**
     * Makes a mailbox and the missing ones above it (RFC 9051 §6.3.4). A name that was used before gets a new
     * UIDVALIDITY or goes on with its UIDs.
     *
     * @throws StoreException ALREADY_EXISTS, CANNOT, LIMIT
     */
    void create(MailboxName name, Set<SpecialUse> uses) throws StoreException;

    /**
     * What a mailbox is for (RFC 6154 §2); at first looked for in the list.
     *
     * @throws StoreException NONEXISTENT
     */
    default Set<SpecialUse> uses(MailboxName name) throws StoreException {
        for (MailboxEntry entry : mailboxes()) {
            if (entry.isMailbox() && entry.name().equals(name)) {
                return entry.uses();
            }
        }
        throw new StoreException(StoreException.Reason.NONEXISTENT, "no mailbox " + name);
    }

    /**
     * Gives a mailbox these special uses instead of those that it has (RFC 6154 §4), which raises its highest
     * modification sequence; durable when this returns.
     *
     * @throws StoreException NONEXISTENT, CANNOT
     */
    void assign(MailboxName name, Set<SpecialUse> uses) throws StoreException;

    /**
     * Deletes a mailbox with its messages, not those below it (RFC 9051 §6.3.5).
     *
     * @throws StoreException NONEXISTENT; CANNOT for INBOX
     */
    void delete(MailboxName name) throws StoreException;

    /**
     * Renames a mailbox and those below it; renaming INBOX moves its messages and leaves it empty (RFC 9051 §6.3.6).
     * Nothing is changed if anything stands in the way.
     *
     * @throws StoreException NONEXISTENT, ALREADY_EXISTS, CANNOT
     */
    void rename(MailboxName from, MailboxName to) throws StoreException;

    /**
     * Subscribes to a name, whether or not it exists (RFC 9051 §6.3.7).
     *
     * @throws StoreException LIMIT
     */
    void subscribe(MailboxName name) throws StoreException;

    /** Ends a subscription; no error if there was none. */
    void unsubscribe(MailboxName name) throws StoreException;

    /** A place for the octets of a new message on their way into any mailbox of this store. */
    Draft draft() throws StoreException;

    /** Calls {@code onChange} soon after the list of mailboxes or subscriptions has changed. */
    Watch watch(Runnable onChange);
}
