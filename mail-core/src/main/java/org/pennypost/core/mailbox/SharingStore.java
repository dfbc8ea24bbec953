package org.pennypost.core.mailbox;

import java.util.Set;

/** A {@link MailStore} whose accounts are {@link ShareableAccount}s. Thread-safe. */
public interface SharingStore {
    /** The users who have, or had, mailboxes that others may do something with. Cheap. */
    Set<String> sharers() throws StoreException;

    /** Calls {@code onChange} soon after the list of a mailbox, whosoever, has changed. */
    Watch watchSharing(Runnable onChange);
}
