package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Mailbox.Copied;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.SmallDisk;

/** COPY and MOVE of several messages: which one becomes which, and all or none. */
class TransferTest {
    private static final MailboxName TRASH = MailboxName.of("Trash");
    private static final int MESSAGES = 100;
    private static final Flag WORK = Flag.of("$Work");

    @TempDir
    Path directory;

    @Test
    void nthOfTheSourceBecomesTheNthOfTheTarget() throws Exception {
        Tree tree = new Tree(directory);
        Copied copied;
        Copied moved;
        try (MailStore store = tree.open()) {
            Mailbox inbox = filled(store);
            Mailbox trash = Tree.alice(store).mailbox(TRASH);
            inbox.expunge(Mails.set(2, 50, 51), Mailbox.Expunging.ALL);
            copied = inbox.copy(UidSet.range(1, 90), trash);
            moved = inbox.move(Mails.set(1, 3, 52, 100, 1000), trash);
            assertCarried(copied, trash);
            assertCarried(moved, trash);
        }
        assertEquals("1,3:49,52:90", copied.source().toString());
        assertEquals("1:87", copied.target().toString());
        assertEquals("1,3,52,100", moved.source().toString());
        assertEquals("88:91", moved.target().toString());
        try (MailStore after = tree.open()) {
            Mailbox trash = Tree.alice(after).mailbox(TRASH);
            assertCarried(copied, trash);
            assertCarried(moved, trash);
            assertEquals(MESSAGES - 3 - 4, Tree.inbox(after).picture().size());
        }
    }

    /** RFC 9051 §6.4.7: the target is as it was. The second file can be neither linked nor copied. */
    @Test
    void copyThatFailsOnItsWayIsTakenBack() throws Exception {
        Tree tree = new Tree(directory).make();
        tree.deliver("cur", "1600000001.M1P1.host,S=3,W=3:2,S", "1\r\n");
        Path second = tree.deliver("cur", "1600000002.M1P1.host,S=3,W=3:2,S", "2\r\n");
        tree.deliver("new", "1600000003.M1P1.host,S=3,W=3", "3\r\n");
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            Tree.alice(store).create(TRASH, Set.of());
            Mailbox trash = Tree.alice(store).mailbox(TRASH);
            assertEquals(3, inbox.picture().size());
            Files.delete(second);
            Files.createDirectory(second);
            Mails.assertRefused(Reason.UNAVAILABLE, () -> inbox.copy(UidSet.ALL, trash));
            assertEquals(0, trash.refresh().size());
            assertEquals(List.of(), files(tree, ".Trash"));
            assertEquals(2, inbox.copy(Mails.set(1, 3), trash).target().size());
            assertEquals("3\r\n", Mails.text(trash, trash.picture().uid(1)));
        }
    }

    @Test
    void whatCannotBeListedIsTakenBack() throws Exception {
        SmallDisk disk = SmallDisk.on(directory.resolve("disk"), 1024);
        try {
            Tree tree = new Tree(disk.mail());
            try (MailStore store = tree.open()) {
                Mailbox inbox = filled(store);
                Mailbox trash = Tree.alice(store).mailbox(TRASH);
                inbox.move(Mails.set(2), trash); // the keyword is known there now
                List<String> before = files(tree, "");
                List<String> there = files(tree, ".Trash");
                disk.fill();
                Mails.assertRefused(Reason.UNAVAILABLE, () -> inbox.copy(UidSet.ALL, trash));
                Mails.assertRefused(Reason.UNAVAILABLE, () -> inbox.move(UidSet.ALL, trash));
                assertEquals(there, files(tree, ".Trash"));
                assertEquals(before, files(tree, ""));
                disk.empty();
                assertEquals(1, trash.refresh().size());
                Copied moved = inbox.move(UidSet.ALL, trash);
                assertEquals(MESSAGES - 1, moved.target().size());
                assertCarried(moved, trash);
            }
            try (MailStore after = tree.open()) {
                assertEquals(0, Tree.inbox(after).picture().size());
                assertEquals(
                        MESSAGES, Tree.alice(after).mailbox(TRASH).picture().size());
            }
        } finally {
            disk.unmount();
        }
    }

    /** Messages that tell by size, flags and text which they are. */
    private static Mailbox filled(MailStore store) throws StoreException {
        for (int uid = 1; uid <= MESSAGES; uid++) {
            Mails.append(Tree.alice(store), text(uid), flags(uid).toArray(new Flag[0]));
        }
        return Tree.inbox(store);
    }

    private static String text(long uid) {
        return "x".repeat((int) uid % 70) + uid + "\r\n";
    }

    private static List<Flag> flags(long uid) {
        return uid % 3 == 0 ? List.of() : uid % 3 == 1 ? List.of(Flag.SEEN) : List.of(Flag.FLAGGED, WORK);
    }

    private static void assertCarried(Copied copied, Mailbox to) throws StoreException {
        Picture picture = to.picture();
        long[] source = copied.source().toArray();
        long[] target = copied.target().toArray();
        assertEquals(source.length, target.length);
        for (int i = 0; i < source.length; i++) {
            int index = picture.indexOf(target[i]);
            assertEquals(text(source[i]), Mails.text(to, target[i]));
            assertEquals(text(source[i]).length(), picture.octets(index));
            assertEquals(Flags.of(flags(source[i]).toArray(new Flag[0])), picture.flags(index));
            assertEquals(Mails.DATE, picture.internalDate(index));
        }
    }

    private static List<String> files(Tree tree, String mailbox) throws IOException {
        List<String> names = new ArrayList<>();
        for (String sub : List.of("new", "cur")) {
            names.addAll(tree.names((mailbox.isEmpty() ? "" : mailbox + "/") + sub));
        }
        return names;
    }
}
