package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.SmallDisk;

/** A disk without room, or one that nothing may be written to: refusals that say "later", and nothing lost. */
class FullDiskTest {
    private static final int STEPS = 150;
    private static final MailboxName TRASH = MailboxName.of("Trash");

    @TempDir
    Path directory;

    private final SurvivorModel model = new SurvivorModel();
    private SmallDisk disk;
    private Tree tree;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = SmallDisk.on(directory.resolve("disk"), 1024);
        tree = new Tree(disk.mail());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (disk != null) {
            disk.unmount();
        }
    }

    @Test
    void deliveriesAreRefusedUntilThereIsRoomAgain() throws IOException, StoreException {
        try (MailStore store = tree.open()) {
            String text = "0123456789\r\n".repeat(2000);
            int stored = 0;
            try {
                for (; stored < 1000; stored++) {
                    assertEquals(stored + 1, Mails.append(Tree.alice(store), stored + text));
                }
                fail("the disk never becomes full");
            } catch (StoreException full) {
                assertEquals(Reason.UNAVAILABLE, full.reason());
            }
            disk.fill();
            for (int i = 0; i < 3; i++) {
                Mails.assertRefused(Reason.UNAVAILABLE, () -> Mails.append(Tree.alice(store), "one more\r\n"));
            }
            assertEquals(stored, Tree.inbox(store).refresh().size());
            assertEquals(
                    List.of(),
                    tree.names("tmp").stream()
                            .filter(name -> !name.matches("[0-9]+\\.P[0-9]+R[0-9a-f]+L.*")) // the token of our locks
                            .toList());
            Tree.inbox(store).expunge(UidSet.of(1), Mailbox.Expunging.ALL);
            disk.empty();
            long uid = Mails.append(Tree.alice(store), "again\r\n");
            assertTrue(uid > stored);
            try (MailStore other = tree.open()) {
                Mailbox inbox = Tree.inbox(other);
                assertEquals(stored, inbox.picture().size());
                assertEquals("again\r\n", Mails.text(inbox, uid));
                assertEquals(1 + text, Mails.text(inbox, 2));
            }
        }
    }

    @Test
    void whatWasAcknowledgedIsThereWheneverTheDiskBecomesFull() throws IOException, StoreException {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 5; run++) {
            MailStore store = tree.open();
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(4) == 0) {
                    if (random.nextBoolean()) {
                        disk.fill();
                    } else {
                        disk.empty();
                    }
                }
                model.perform(store, random, run + "-" + step);
            }
            disk.empty();
            model.check(store);
            store.close();
            try (MailStore after = tree.open()) {
                model.check(after);
            }
        }
        assertTrue(model.refusals() > STEPS / 4, "it was full often enough: " + model.refusals());
    }

    @Test
    void recordThatWasCutShortIsTakenBack() throws IOException, StoreException {
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            Mails.append(Tree.alice(store), "one\r\n");
            disk.fill();
            boolean refused = false;
            for (int i = 0; i < 1000 && !refused; i++) {
                refused = !changes(inbox, i % 2 == 0 ? FlagChange.Mode.ADD : FlagChange.Mode.REMOVE);
            }
            assertTrue(refused, "the log reaches the end of its block");
            disk.empty();
            assertTrue(changes(inbox, FlagChange.Mode.ADD) && changes(inbox, FlagChange.Mode.REMOVE));
        }
        for (String line : Files.readAllLines(tree.maildir().resolve(ModSeqLog.FILE))) {
            assertTrue(ModSeqRecord.parse(line).isPresent(), line);
        }
    }

    private static boolean changes(Mailbox inbox, FlagChange.Mode mode) throws StoreException {
        try {
            inbox.store(UidSet.of(1), new FlagChange(mode, Flags.of(Flag.SEEN)), Long.MAX_VALUE);
            return true;
        } catch (StoreException full) {
            assertEquals(Reason.UNAVAILABLE, full.reason());
            return false;
        }
    }

    @Test
    void whatOthersDeliverIsSeenWhenThereIsRoomToNoteIt() throws IOException, StoreException {
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            Path delivered = tree.deliver("new", "1600000001.M1P1.host", "one\n");
            Files.setLastModifiedTime(delivered.getParent(), FileTime.fromMillis(1_600_000_001_234L));
            disk.fill();
            Mails.assertRefused(Reason.UNAVAILABLE, inbox::refresh);
            disk.empty();
            assertEquals(1, inbox.refresh().size());
        }
    }

    @Test
    void readOnlyDiskIsReadAndRefusesToBeChanged() throws IOException, StoreException, InterruptedException {
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "one\r\n");
            disk.readOnly(true);
            Mailbox inbox = Tree.inbox(store);
            Mails.assertRefused(Reason.UNAVAILABLE, () -> Mails.append(Tree.alice(store), "two\r\n"));
            FlagChange seen = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN));
            Mails.assertRefused(Reason.UNAVAILABLE, () -> inbox.store(UidSet.of(1), seen, Long.MAX_VALUE));
            Mails.assertRefused(Reason.UNAVAILABLE, () -> inbox.expunge(UidSet.of(1), Mailbox.Expunging.ALL));
            Mailbox trash = Tree.alice(store).mailbox(TRASH);
            Mails.assertRefused(Reason.UNAVAILABLE, () -> inbox.move(UidSet.of(1), trash));
            Mails.assertRefused(Reason.UNAVAILABLE, () -> inbox.copy(UidSet.of(1), trash));
            Mails.assertRefused(Reason.UNAVAILABLE, () -> Tree.alice(store).delete(TRASH));
            assertEquals("one\r\n", Mails.text(inbox, 1));
            try (MailStore other = tree.open()) {
                assertEquals("one\r\n", Mails.text(Tree.inbox(other), 1));
            }
            disk.readOnly(false);
            assertEquals(Flags.NONE, Mails.flags(inbox, 1));
            assertEquals(2, Mails.append(Tree.alice(store), "two\r\n"));
            inbox.store(UidSet.of(1), seen, Long.MAX_VALUE);
            assertEquals(1, inbox.move(UidSet.of(1), trash).target().size());
        }
        try (MailStore after = tree.open()) {
            assertEquals(List.of(2L), Mails.uids(Tree.inbox(after).picture()));
            assertEquals("one\r\n", Mails.text(Tree.alice(after).mailbox(TRASH), 1));
        }
    }
}
