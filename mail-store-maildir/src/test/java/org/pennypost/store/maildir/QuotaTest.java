package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
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

    /** Who counts in the middle of a change of another may see it done, and it is noted yet. */
    @Test
    void whatIsCountedDuringAChangeIsCountedAgain() throws IOException {
        Tree tree = new Tree(directory).make();
        Path message = Files.writeString(tree.maildir().resolve("new/1.a"), "x\n");
        Files.writeString(tree.maildir().resolve("new/2.a"), "x\n");
        Quota quota = new Quota(tree.maildir(), new Disk(false, false), Quota.Limits.NONE);
        try (Quota.Change change = quota.change()) {
            change.begin();
            Files.delete(message);
            assertEquals(1, quota.usage().messages());
            quota.note(new Quota.Usage(-2, -1));
        }
        assertEquals(1, quota.usage().messages());
    }

    /** A loop of symbolic links stands for what a failing disk says. */
    @Test
    void whereTheDiskDidNotTellWhatAFolderIsAllIsCountedAgain() throws IOException {
        Tree tree = new Tree(directory).make();
        Quota quota = new Quota(tree.maildir(), new Disk(false, false), Quota.Limits.NONE);
        Path folder = Files.createDirectory(tree.maildir().resolve(".Work"));
        Path cur = Files.createSymbolicLink(folder.resolve("cur"), Path.of("cur"));
        assertEquals(0, quota.usage().messages());
        Files.delete(cur);
        Files.createDirectory(cur);
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(cur.resolve("1.a:2,S"), "x\n");
        assertEquals(1, quota.usage().messages());
    }

    /** A stranger who goes on sending to a full account must not make us list all mailboxes each time. */
    @Test
    void countIsRememberedUntilSomebodyNotesAnything() throws StoreException, IOException {
        Path count = directory.resolve("alice/Maildir").resolve(Quota.FILE);
        try (MailStore store = MaildirStore.open(directory, true, true, InstantSource.system(), "2C")) {
            Mails.append(Tree.alice(store), "x\r\n");
            Mails.append(Tree.alice(store), "y\r\n");
            Mails.assertRefused(Reason.OVER_QUOTA, () -> Mails.append(Tree.alice(store), "z\r\n"));
            Tree tree = new Tree(directory);
            Files.delete(tree.maildir().resolve("new").resolve(tree.names("new").get(0)));
            Mails.assertRefused(Reason.OVER_QUOTA, () -> Mails.append(Tree.alice(store), "z\r\n"));
            assertEquals(2, ((QuotaRoot) Tree.alice(store)).quota().messages());
            Files.writeString(count, "-3 -1\n", StandardOpenOption.APPEND);
            assertEquals(1, ((QuotaRoot) Tree.alice(store)).quota().messages());
            Mails.append(Tree.alice(store), "z\r\n");
            Mails.assertRefused(Reason.OVER_QUOTA, () -> Mails.append(Tree.alice(store), "z\r\n"));
            Files.delete(tree.maildir().resolve("new").resolve(tree.names("new").get(0)));
            Files.delete(count);
            Mails.append(Tree.alice(store), "counted anew\r\n");
        }
    }

    @Test
    void whoFindsNoRoomAtTheSameTimeHearsSo() throws Exception {
        try (MailStore store = MaildirStore.open(directory, false, false, InstantSource.system(), "1C")) {
            List<String> names = List.of("INBOX", "Sent", "Trash", "Junk");
            Mails.append(Tree.alice(store), "x\r\n");
            ExecutorService threads = Executors.newFixedThreadPool(names.size());
            List<Callable<String>> works = new ArrayList<>();
            for (String name : names) {
                Mailbox mailbox = Tree.alice(store).mailbox(MailboxName.of(name));
                works.add(() -> refused(Tree.alice(store), mailbox));
            }
            try {
                for (Future<String> refused : threads.invokeAll(works)) {
                    assertEquals("", refused.get());
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Answers why it was refused, if that was not for want of room. */
    private String refused(Account account, Mailbox mailbox) throws IOException {
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            Files.deleteIfExists(directory.resolve("alice/Maildir").resolve(Quota.FILE)); // to have it counted
            try {
                long uid = Mails.append(account, mailbox, "x\r\n");
                others.append("not refused: ").append(uid);
            } catch (StoreException refusal) {
                others.append(refusal.reason() == Reason.OVER_QUOTA ? "" : refusal + "\n");
            }
        }
        return others.toString();
    }

    @Test
    void whoComesTogetherHasNoMoreRoomThanOthers() throws Exception {
        for (String name : List.of("new", "cur", "tmp")) {
            Files.createDirectory(directory.resolve(name));
        }
        Disk disk = new Disk(false, false);
        InstantSource time = InstantSource.system();
        Quota quota = new Quota(directory, disk, new Quota.Limits(0, 2));
        Folder folder = Folder.open(directory, disk, time, new UidValidities(directory, disk, time), quota);
        List<Thread> threads = new ArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        folder.uids.lock();
        for (int i = 0; i < 5; i++) {
            Thread thread = new Thread(() -> refused.addAndGet(refused(folder)));
            thread.start();
            threads.add(thread);
        }
        while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        folder.uids.unlock();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(2, folder.picture().size());
        assertEquals(3, refused.get());
        folder.close();
    }

    private int refused(Folder folder) {
        try (MaildirDraft draft = MaildirDraft.in(directory.resolve("tmp"), folder.disk, Mails.DATE)) {
            folder.intake.add(List.of(draft.sealed(new NewMessage(draft, Flags.NONE, Mails.DATE))));
            return 0;
        } catch (StoreException refusal) {
            return refusal.reason() == Reason.OVER_QUOTA ? 1 : 100;
        } catch (IOException trouble) {
            throw new AssertionError(trouble);
        }
    }
}
