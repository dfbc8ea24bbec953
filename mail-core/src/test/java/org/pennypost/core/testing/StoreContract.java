package org.pennypost.core.testing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;

/**
 * What every store must do: the Javadoc of {@code org.pennypost.core.mailbox} as tests. A store's test class extends
 * it and says how the store is opened.
 *
 * <p>The tests are in the interfaces, one for each topic. Those of an ability that a store may have (sharing, quota,
 * annotations, caches) pass over a store that does not implement its interface; what {@code Mailbox} does of itself a store
 * that leaves it so says by {@link #keepsHistory} and {@link #knowsRecent}.
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

    /** Whether the store remembers which messages vanished when, instead of telling all that are not there. */
    @Override
    public boolean keepsHistory() {
        return true;
    }

    /** Whether the store knows which messages are \Recent, instead of none. */
    @Override
    public boolean knowsRecent() {
        return true;
    }

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
