package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/** Trees of other programs, and what they do to ours. */
class ForeignTest {
    @TempDir
    Path directory;

    private Tree tree;

    @BeforeEach
    void make() throws IOException {
        tree = new Tree(directory).make();
    }

    @Test
    void treeOfDovecotKeepsItsNumbersFieldsFlagsAndKeywords() throws IOException, StoreException {
        tree.deliver("cur", "1600000001.M1P1.host,S=7,W=8:2,FSab", "a: b\n\nc");
        tree.deliver("cur", "1600000002.M1P1.host,S=6,W=6:2,", "x\r\ny\r\n");
        Files.writeString(tree.maildir().resolve(Keywords.FILE), "0 work\n1 $Junk\n");
        String list = "3 V1500000000 N20 G0123456789abcdef Xmore\n"
                + "7 P12 Zkept :1600000001.M1P1.host,S=7,W=8:2,S\n"
                + "9 :1600000002.M1P1.host,S=6,W=6\n";
        Files.writeString(tree.uidlist(), list);
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            assertEquals(List.of(7L, 9L), Mails.uids(inbox.picture()));
            assertEquals(1_500_000_000L, inbox.picture().uidValidity());
            assertEquals(20, inbox.picture().uidNext());
            assertEquals("0123456789abcdef", inbox.picture().mailboxId());
            assertEquals(Flags.of(Flag.SEEN, Flag.FLAGGED, Flag.of("work"), Flag.of("$Junk")), Mails.flags(inbox, 7));
            assertEquals(20, Mails.append(Tree.alice(store), "z\r\n"));
        }
        List<String> lines = Files.readAllLines(tree.uidlist());
        assertEquals(list.lines().toList(), lines.subList(0, 3));
        assertTrue(lines.get(3).startsWith("20 "), lines.get(3));
    }

    @Test
    void damagedListKeepsWhatCanBeRead() throws IOException, StoreException {
        for (int i = 1; i <= 3; i++) {
            tree.deliver("cur", "160000000" + i + ".M1P1.host,S=3,W=3:2,", "x\r\n");
        }
        Files.writeString(
                tree.uidlist(),
                "3 V1500000000 N9 Gabc\n4 :1600000001.M1P1.host,S=3,W=3\n\0\0garbage\n"
                        + "4 :again\n6 :1600000003.M1P1.host,S=3,W=3\n8 :cut sh");
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            assertEquals(1_500_000_000L, inbox.picture().uidValidity());
            assertEquals(List.of(4L, 6L, 9L), Mails.uids(inbox.picture()));
        }
        assertEquals(4, Files.readAllLines(tree.uidlist()).size());
    }

    @Test
    void lostListIsMadeAgainWithTheSameNumbers() throws IOException, StoreException {
        long validity;
        try (MailStore store = tree.open()) {
            for (int i = 0; i < 6; i++) {
                Mails.append(Tree.alice(store), i + "\r\n", i % 2 == 0 ? new Flag[0] : new Flag[] {Flag.SEEN});
            }
            Tree.inbox(store).expunge(UidSet.of(6), Mailbox.Expunging.ALL);
            Tree.inbox(store).expunge(UidSet.of(2), Mailbox.Expunging.ALL);
            validity = Tree.inbox(store).picture().uidValidity();
        }
        Files.delete(tree.uidlist());
        assertNumbers(validity);
        Files.writeString(tree.uidlist(), "nothing of the kind\n");
        assertNumbers(validity);
        Files.delete(tree.uidlist());
        Files.delete(tree.maildir().resolve(ModSeqLog.FILE));
        try (MailStore store = tree.open()) {
            assertEquals(validity, Tree.inbox(store).picture().uidValidity(), "the names bear it");
            assertEquals(List.of(1L, 3L, 4L, 5L), Mails.uids(Tree.inbox(store).picture()));
        }
    }

    private void assertNumbers(long validity) throws StoreException {
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            assertEquals(validity, inbox.picture().uidValidity());
            assertEquals(List.of(1L, 3L, 4L, 5L), Mails.uids(inbox.picture()));
            assertEquals(7, inbox.picture().uidNext());
        }
    }

    @Test
    void lostLogNeverGoesBack() throws IOException, StoreException {
        long highest;
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "one\r\n");
            Mails.append(Tree.alice(store), "two\r\n");
            highest = Tree.inbox(store).picture().highestModSeq();
        }
        Path log = tree.maildir().resolve(ModSeqLog.FILE);
        Files.writeString(log, Files.readString(log) + "C 99 1 =S *00000000\nC 100 1:");
        try (MailStore store = tree.open()) {
            assertEquals(highest, Tree.inbox(store).picture().highestModSeq(), "damaged records count for nothing");
        }
        Files.delete(log);
        try (MailStore store = tree.open()) {
            assertTrue(Tree.inbox(store).picture().highestModSeq() > highest);
        }
    }

    @Test
    void historyOfManyRemovalsIsToldAtOnce() throws IOException, StoreException {
        tree.deliver("cur", "1600000001.M1P1.host,S=3,W=3:2,", "x\r\n");
        Files.writeString(tree.uidlist(), "3 V1500000000 N4000000001 Gabc\n2000000000 :1600000001.M1P1.host,S=3,W=3\n");
        UidSet all = UidSet.range(1, 4_000_000_000L);
        Files.writeString(tree.maildir().resolve(ModSeqLog.FILE), new ModSeqRecord('X', 13, all, "").line());
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertEquals(all.without(UidSet.of(2_000_000_000)), inbox.vanishedSince(1)));
        }
    }

    @Test
    void deliveriesRenamesAndRemovalsOfOthersAreSeen() throws IOException, StoreException {
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            long before = inbox.picture().highestModSeq();
            tree.deliver("new", "1600000001.M1P1.host", "a\nb\n");
            tree.deliver("new", "1600000002.M1P1.host", "c\r\n");
            seen(inbox, picture -> picture.size() == 2);
            assertEquals("a\r\nb\r\n", Mails.text(inbox, 1));
            assertEquals(6, inbox.picture().octets(0));
            Files.move(
                    tree.maildir().resolve("new/1600000001.M1P1.host"),
                    tree.maildir().resolve("cur/1600000001.M1P1.host:2,Sz"));
            seen(inbox, picture -> picture.unseen() == 1);
            inbox.store(UidSet.of(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.DRAFT)), Long.MAX_VALUE);
            assertEquals(List.of("1600000001.M1P1.host:2,DSz"), tree.names("cur"));
            Files.delete(tree.maildir().resolve("new/1600000002.M1P1.host"));
            seen(inbox, picture -> picture.size() == 1);
            assertTrue(inbox.vanishedSince(before).contains(2));
        }
    }

    @Test
    void changeWithinATickOfTheClockIsSeen() throws IOException, StoreException {
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            for (int i = 1; i <= 30; i++) {
                Mails.append(Tree.alice(store), i + "\r\n");
                tree.deliver("new", 1_600_000_000 + i + ".M1P1.host", "x\n");
                int expected = 2 * i;
                seen(inbox, picture -> picture.size() == expected);
            }
        }
    }

    @Test
    void whatIsNoMessageIsLeftAlone() throws IOException, StoreException {
        Files.createDirectory(tree.maildir().resolve("cur/directory"));
        tree.deliver("new", ".hidden", "no");
        tree.deliver("new", "1600000001.M1P1.host,S=oops,W=", "x\n");
        try (MailStore store = tree.open()) {
            assertEquals(1, Tree.inbox(store).refresh().size());
            assertEquals("x\r\n", Mails.text(Tree.inbox(store), 1));
        }
        assertEquals(List.of("directory"), tree.names("cur"));
    }

    /** Other programs rename and remove what they have just delivered, between our listing and our look. */
    @Test
    void whatIsGoneMeanwhileIsNothingStrange() throws Exception {
        Folder folder = Tree.folder(directory.resolve("bob"));
        Path maildir = folder.home.directory();
        Files.createSymbolicLink(maildir.resolve("new/link"), Path.of("nowhere"));
        Files.createDirectory(maildir.resolve("new/directory"));
        for (String name : List.of("link", "directory", "gone")) {
            assertFalse(folder.readable(Found.of(name, true)));
        }
        assertEquals(Set.of("link", "directory"), folder.strange);
        folder.close();
    }

    /** Each look would else give it another, and make the list longer. The memory of a process stands for a bad block. */
    @Test
    void whatCannotBeReadNowGetsOneUid() throws Exception {
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.isReadable(memory));
        Folder folder = Tree.folder(directory.resolve("bob"));
        Path maildir = folder.home.directory();
        Path link = Files.createSymbolicLink(maildir.resolve("new/1.a"), memory);
        for (int i = 0; i < 3; i++) {
            folder.inNew.forget();
            Mails.assertRefused(Reason.UNAVAILABLE, () -> folder.lookout.refresh(true));
        }
        Files.delete(link);
        Files.writeString(link, "x\n");
        folder.inNew.forget();
        folder.lookout.refresh(true);
        assertEquals(UidSet.of(1), folder.picture().uids());
        assertEquals(2, Files.readAllLines(maildir.resolve(UidList.FILE)).size());
        folder.close();
    }

    /** Whoever opened it would wait until somebody writes into it. */
    @Test
    void pipeWithTheNameOfAMessageIsNone() throws Exception {
        Path pipe = tree.maildir().resolve("cur/1600000001.M1P1.host,S=6,W=6:2,");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(made.waitFor() == 0);
        try (MailStore store = tree.open()) {
            assertEquals(0, Tree.inbox(store).picture().size());
            Files.move(pipe, pipe.resolveSibling("1600000002.M1P1.host,S=6,W=6:2,"));
            tree.deliver("cur", "1600000003.M1P1.host,S=6,W=6:2,", "a: b\r\n");
            assertEquals(1, Tree.inbox(store).refresh().size());
        }
    }

    @Test
    void fileThatIsShorterThanItsNameSaysEndsWhereItEnds() throws IOException, StoreException {
        tree.deliver("cur", "1600000001.M1P1.host,S=100,W=100:2,", "a: b\r\n\r\nc\r\n");
        tree.deliver("cur", "1600000002.M1P1.host,S=100,W=110:2,", "a: b\n\nc\n");
        tree.deliver("cur", "1600000003.M1P1.host,S=100,W=100:2,", "");
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            assertEquals(100, inbox.content(1).size());
            assertEquals("a: b\r\n\r\nc\r\n", Mails.text(inbox, 1));
            assertEquals("a: b\r\n\r\nc\r\n", Mails.text(inbox, 2));
            assertEquals("", Mails.text(inbox, 3));
            try (Content.Reader reader = inbox.content(1).open()) {
                assertEquals(-1, reader.read(99, ByteBuffer.allocate(1)), "beyond what is there");
                assertEquals(0, reader.read(0, ByteBuffer.allocate(0)));
            }
        }
    }

    @Test
    void sizesThatNoNameTellsAreNotedWhenTheMailboxIsOpened() throws IOException, StoreException {
        Path file = tree.deliver("cur", "1600000001.M1P1.host:2,", "a\nb\n");
        tree.deliver("cur", "1600000002.M1P1.host,S=3,W=3:2,", "c\r\n");
        Files.writeString(tree.uidlist(), "3 V1500000000 N9 Gabc\n4 Zkept :1600000001.M1P1.host\n");
        try (MailStore store = tree.open()) {
            assertEquals(6, Tree.inbox(store).picture().octets(0));
            assertEquals(10, Mails.append(Tree.alice(store), "z\r\n"));
        }
        List<String> lines = Files.readAllLines(tree.uidlist());
        assertEquals("4 Zkept S4 W6 :1600000001.M1P1.host", lines.get(1));
        assertEquals("9 :1600000002.M1P1.host,S=3,W=3", lines.get(2));
        Files.writeString(file, "read no more");
        try (MailStore store = tree.open()) {
            assertEquals(List.of(4L, 9L, 10L), Mails.uids(Tree.inbox(store).picture()));
            assertEquals(6, Tree.inbox(store).picture().octets(0));
        }
    }

    @Test
    void datesOfOthersAreThoseOfTheirFiles() throws IOException, StoreException {
        Path file = tree.deliver("cur", "1600000001.M1P1.host,S=3,W=3:2,", "x\r\n");
        Instant date = Instant.parse("2001-02-03T04:05:06Z");
        Files.setLastModifiedTime(file, FileTime.from(date));
        try (MailStore store = tree.open()) {
            assertEquals(date, Tree.inbox(store).picture().internalDate(0));
            Tree.inbox(store).copy(UidSet.ALL, Tree.inbox(store));
            assertEquals(date, Tree.inbox(store).picture().internalDate(1));
            assertNotEquals(date, Tree.inbox(store).picture().saved(1));
        }
    }

    @Test
    void twoStoresOnOneTreeGiveEachUidOnce() throws StoreException {
        try (MailStore one = tree.open();
                MailStore two = tree.open()) {
            for (int i = 1; i <= 20; i++) {
                assertEquals(i, Mails.append(Tree.alice(i % 2 == 0 ? one : two), i + "\r\n"));
            }
            seen(Tree.inbox(one), picture -> picture.size() == 20);
            seen(Tree.inbox(two), picture -> picture.size() == 20);
            assertEquals(
                    Mails.uids(Tree.inbox(one).picture()),
                    Mails.uids(Tree.inbox(two).picture()));
            assertEquals("7\r\n", Mails.text(Tree.inbox(one), 7));
        }
    }

    /** What we may know later than at once, where the clock of the file system is coarse. */
    private static void seen(Mailbox mailbox, Predicate<Picture> expected) throws StoreException {
        long start = System.nanoTime();
        while (!expected.test(mailbox.refresh())) {
            assertTrue(System.nanoTime() - start < 20_000_000_000L, "seen within 20 seconds");
            Thread.onSpinWait();
        }
    }
}
