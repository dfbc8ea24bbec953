package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.UidSet;

/**
 * Copies all messages of a mailbox into another one and then moves them there. Its argument is the directory; prints which
 * messages there were, and what became what.
 */
final class HugeMailboxChild {
    private HugeMailboxChild() {}

    public static void main(String[] arguments) throws Exception {
        try (MailStore store = MaildirStore.open(Path.of(arguments[0]), false, InstantSource.system())) {
            Mailbox inbox = Tree.inbox(store);
            Mailbox archive = Tree.alice(store).mailbox(MailboxName.of("archive"));
            System.out.println(inbox.picture().uids());
            tell(inbox.copy(UidSet.ALL, archive));
            tell(inbox.move(UidSet.ALL, archive));
        }
    }

    private static void tell(Mailbox.Copied copied) {
        System.out.println(copied.source() + " " + copied.target());
    }
}
