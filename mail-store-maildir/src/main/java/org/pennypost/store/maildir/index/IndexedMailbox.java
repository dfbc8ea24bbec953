package org.pennypost.store.maildir.index;

import java.nio.file.Path;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;

/** What an index must know of its mailbox. */
public interface IndexedMailbox {
    /** Where the Maildir is now. */
    Path directory();

    /** The messages that it has now. */
    Picture picture();

    /** The octets of a message. */
    Content content(long uid) throws StoreException;
}
