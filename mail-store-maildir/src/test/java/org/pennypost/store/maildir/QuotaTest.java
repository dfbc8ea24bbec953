package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/** Bounds of octets and messages, in {@code maildirsize}. */
class QuotaTest {
    @TempDir
    Path directory;

    @Test
    void messagesUpToTheBoundAndNotOneMore() throws StoreException, IOException {
        try (MailStore store = MaildirStore.open(directory, true, true, InstantSource.system(), "100S,3C")) {
            for (int i = 0; i < 3; i++) {
                Mails.append(Tree.alice(store), "x\r\n");
            }
            Mails.assertRefused(Reason.OVER_QUOTA, () -> Mails.append(Tree.alice(store), "x\r\n"));
            Mailbox inbox = Tree.inbox(store);
            Mailbox trash = Tree.alice(store).mailbox(MailboxName.of("Trash"));
            Mails.assertRefused(Reason.OVER_QUOTA, () -> inbox.copy(UidSet.of(1), trash));
            inbox.move(UidSet.of(1), trash);
            assertEquals(3, inbox.picture().size() + trash.picture().size(), "what moves needs no room");
            inbox.expunge(UidSet.of(2), Mailbox.Expunging.ALL);
            Mails.append(Tree.alice(store), "x\r\n");
            assertEquals(2, inbox.refresh().size());
        }
    }

    @Test
    void octetsUpToTheBoundAndNotOneMore() throws StoreException {
        try (MailStore store = MaildirStore.open(directory, true, true, InstantSource.system(), "10S")) {
            Mails.assertRefused(Reason.OVER_QUOTA, () -> Mails.append(Tree.alice(store), "123456789\r\n"));
            Mails.append(Tree.alice(store), "12345678\r\n");
            assertEquals(1, Tree.inbox(store).refresh().size());
        }
    }

    /** Other programs remove the count to have it made anew. */
    @Test
    void boundOfOneAccountHoldsWithoutTheCount() throws StoreException, IOException {
        try (MailStore store = MaildirStore.open(directory, true, true, InstantSource.system(), "")) {
            ((QuotaRoot) Tree.alice(store)).limit(new QuotaLimits(QuotaLimits.UNLIMITED, 1));
            Files.delete(directory.resolve("alice/Maildir").resolve(Quota.FILE));
            Mails.append(Tree.alice(store), "x\r\n");
            Mails.assertRefused(Reason.OVER_QUOTA, () -> Mails.append(Tree.alice(store), "y\r\n"));
        }
    }

    @Test
    void boundOfAnotherProgramHolds() throws StoreException, IOException {
        Tree tree = new Tree(directory).make();
        Files.writeString(tree.maildir().resolve(Quota.FILE), "1000S,2C\n600 1\n 100  1\n-600 -1\n");
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "x\r\n");
            Mails.append(Tree.alice(store), "y\r\n");
            Mails.assertRefused(Reason.OVER_QUOTA, () -> Mails.append(Tree.alice(store), "z\r\n"));
        }
        assertEquals(
                "1000S,2C\n6 2\n", Files.readString(tree.maildir().resolve(Quota.FILE)), "counted before it refused");
    }
}
