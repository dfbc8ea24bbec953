package org.pennypost.store.maildir;

import java.nio.file.Path;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.store.maildir.index.IndexedMailbox;

/** What the index sees of a mailbox. */
record IndexedFolder(Folder folder) implements IndexedMailbox {
    @Override
    public Path directory() {
        return folder.home.directory();
    }

    @Override
    public Picture picture() {
        return folder.picture();
    }

    @Override
    public Content content(long uid) throws StoreException {
        return folder.content(uid);
    }
}
