package org.pennypost.store.maildir;

import java.nio.file.Path;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/** Finds the file of a message, which any program may rename at any time. */
final class Locator implements MaildirContent.Source {
    private final Folder folder;
    private final long uid;

    Locator(Folder folder, long uid) {
        this.folder = folder;
        this.uid = uid;
    }

    @Override
    public Path file() throws StoreException {
        return place().in(folder.home.directory());
    }

    @Override
    public void missing() throws StoreException {
        folder.lookout.refresh(true);
    }

    @Override
    public boolean bareLf() throws StoreException {
        return place().bareLf();
    }

    @Override
    public Place.Dots dots() throws StoreException {
        return place().dots();
    }

    @Override
    public void remember(Place.Dots dots) {
        folder.remember(uid, dots);
    }

    private Place place() throws StoreException {
        return folder.view()
                .places()
                .of(uid)
                .orElseThrow(() -> new StoreException(Reason.EXPUNGED, "no message " + uid + " in " + folder.home));
    }
}
