package org.pennypost.core.testing;

import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;

/** The store that the parts of {@link StoreContract} test. */
interface Stores {
    /** The store, empty when a test begins. */
    MailStore store();

    /** Closes the store and opens it again at the same place; the same store if it keeps nothing. */
    void reopen() throws StoreException;

    /** See {@link StoreContract#keepsHistory}. */
    boolean keepsHistory();

    /** See {@link StoreContract#knowsRecent}. */
    boolean knowsRecent();

    default Account alice() throws StoreException {
        return store().account("alice");
    }

    default Mailbox inbox() throws StoreException {
        return alice().mailbox(MailboxName.INBOX);
    }

    default Mailbox mailbox(String name) throws StoreException {
        return alice().mailbox(MailboxName.of(name));
    }
}
