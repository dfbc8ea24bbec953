package org.pennypost.core.testing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;

/**
 * What every store must do: the Javadoc of {@code org.pennypost.core.mailbox} as tests. A store's test class extends
 * it and says how the store is opened.
 *
 * <p>The tests are in the interfaces, one for each topic.
 */
public abstract class StoreContract
        implements AccountContract,
                RenameContract,
                NameContract,
                AppendContract,
                ContentContract,
                CacheContract,
                FlagContract,
                CopyContract,
                ExpungeContract,
                WatchContract,
                SharingContract,
                QuotaContract,
                AnnotationContract,
                ReopenContract,
                RaceContract {
    private MailStore store;

    /** For the store's test class. */
    protected StoreContract() {}

    /** Opens the store: empty the first time in a test, then as it was. A store that keeps nothing answers the same. */
    protected abstract MailStore open() throws StoreException;

    @Override
    public final MailStore store() {
        return store;
    }

    @Override
    public final void reopen() throws StoreException {
        store.close();
        store = open();
    }

    @BeforeEach
    final void openStore() throws StoreException {
        store = open();
    }

    @AfterEach
    final void closeStore() throws StoreException {
        store.close();
    }
}
