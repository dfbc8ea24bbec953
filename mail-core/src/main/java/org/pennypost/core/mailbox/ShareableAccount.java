package org.pennypost.core.mailbox;

import java.util.Map;

/** An {@link Account} whose mailboxes are {@link ShareableMailbox}es. Thread-safe. */
public interface ShareableAccount {
    /** The lists of those mailboxes that others may do something with. */
    Map<MailboxName, AccessList> shared() throws StoreException;
}
