package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.StoreContract;

/** The store's contract, on real files. */
class MaildirStoreTest extends StoreContract {
    @TempDir
    Path directory;

    @Override
    protected MailStore open() throws StoreException {
        return MaildirStore.open(directory.resolve("mail"), true, InstantSource.system());
    }
}
