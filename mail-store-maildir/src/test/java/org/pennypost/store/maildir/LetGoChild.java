package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;

/**
 * Looks into more mailboxes than there is memory for, while one is open and one is watched. Its arguments are the
 * directory and how many there are; prints how many messages it saw, what stayed, and how often it was told.
 */
final class LetGoChild {
    private LetGoChild() {}

    public static void main(String[] arguments) throws Exception {
        try (MailStore store = MaildirStore.open(Path.of(arguments[0]), false, InstantSource.system())) {
            Account alice = Tree.alice(store);
            Mailbox open = alice.mailbox(name(0));
            AtomicInteger told = new AtomicInteger();
            alice.mailbox(name(1)).watch(told::incrementAndGet);
            String first = facts(alice.mailbox(name(2)).refresh());
            long seen = 0;
            for (int box = 0; box < Integer.parseInt(arguments[1]); box++) {
                seen += alice.mailbox(name(box)).refresh().size();
            }
            System.out.println(seen);
            System.out.println(open.picture() == alice.mailbox(name(0)).picture());
            alice.mailbox(name(0)).copy(open.picture().uids(), alice.mailbox(name(1)));
            System.out.println(told.get() > 0);
            System.out.println(first.equals(facts(alice.mailbox(name(2)).refresh())));
        }
    }

    private static String facts(Picture picture) {
        return picture.uidValidity() + " " + picture.uids() + " " + picture.highestModSeq();
    }

    private static MailboxName name(int box) {
        return MailboxName.of("box" + box);
    }
}
