package org.pennypost.store.maildir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
        for (String name : List.of("new", "cur", "tmp")) {
            Files.createDirectory(maildir.resolve(name));
        }
        Disk disk = new Disk(false, false);
        Folder folder = Folder.open(
                maildir,
                disk,
                InstantSource.system(),
                new UidValidities(maildir, disk, InstantSource.system()),
                new Quota(maildir, disk, Quota.Limits.NONE));
        folder.delete();
        Files.delete(maildir.resolve("new"));
        Mails.assertRefused(Reason.NONEXISTENT, () -> folder.lookout.look(true));
        folder.close();
    }
}
