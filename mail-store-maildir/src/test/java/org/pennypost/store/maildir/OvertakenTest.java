package org.pennypost.store.maildir;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;

/** A mailbox is deleted while somebody looks at it. */
class OvertakenTest {
    @TempDir
    Path maildir;

    /** "Try again later" would keep a client waiting for a mailbox that will not come back. */
    @Test
    void whatIsHalfRemovedIsNoMailboxAnyMore() throws Exception {
        Folder folder = Tree.folder(maildir);
        folder.delete();
        Files.delete(maildir.resolve("new"));
        Mails.assertRefused(Reason.NONEXISTENT, () -> folder.lookout.look(true));
        folder.close();
    }
}
