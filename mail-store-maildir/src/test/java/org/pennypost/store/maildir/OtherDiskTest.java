package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.SmallDisk;

/** Users whose mail is on different file systems, between which no file can be linked or renamed. */
class OtherDiskTest {
    private static final Predicate<String> TOKEN = name -> name.matches("[0-9]+\\.P[0-9]+R[0-9a-f]+L.*");

    @TempDir
    Path directory;

    private SmallDisk disk;
    private MailStore store;
    private Mailbox near;
    private Mailbox far;

    @BeforeEach
    void mount() throws IOException, InterruptedException, StoreException {
        disk = SmallDisk.on(directory.resolve("disk"), 1024);
        Files.createDirectories(directory.resolve("mail"));
        Files.createSymbolicLink(directory.resolve("mail/bob"), Files.createDirectory(disk.mail()));
        store = new Tree(directory.resolve("mail")).open();
        near = store.account("alice").mailbox(MailboxName.INBOX);
        far = store.account("bob").mailbox(MailboxName.INBOX);
        assertNotEquals(Files.getFileStore(maildir("alice")), Files.getFileStore(maildir("bob")));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException, StoreException {
        if (store != null) {
            store.close();
            disk.unmount();
        }
    }

    @Test
    void oneMessageIsForUsersOfBoth() throws StoreException, IOException {
        try (Draft draft = Mails.draft(store.account("alice"), "one\r\n")) {
            NewMessage message = new NewMessage(draft, Flags.of(Flag.SEEN), Mails.DATE);
            assertEquals(1, near.append(List.of(message)).uids().first(0));
            assertEquals(1, far.append(List.of(message)).uids().first(0));
        }
        assertHas(near, "one\r\n");
        assertHas(far, "one\r\n");
        assertEquals(Mails.DATE, far.picture().internalDate(0));
        assertEquals(Flags.of(Flag.SEEN), Mails.flags(far, 1));
        assertEquals(Mails.DATE, Files.getLastModifiedTime(only("bob")).toInstant());
        assertNothingIsLeft();
    }

    @Test
    void messagesAreCopiedAndMoved() throws StoreException, IOException {
        Mails.append(store.account("alice"), "one\r\n");
        Mails.append(store.account("alice"), "two\r\n");
        Mails.append(store.account("alice"), "three\r\n");
        assertEquals(2, near.copy(Mails.set(1, 2), far).target().size());
        assertHas(near, "one\r\n", "two\r\n", "three\r\n");
        assertHas(far, "one\r\n", "two\r\n");
        assertEquals(2, near.move(Mails.set(2, 3), far).target().size());
        assertHas(near, "one\r\n");
        assertHas(far, "one\r\n", "two\r\n", "two\r\n", "three\r\n");
        assertEquals(Mails.DATE, far.picture().internalDate(3));
        assertNothingIsLeft();
        store.close();
        store = new Tree(directory.resolve("mail")).open();
        assertHas(store.account("alice").mailbox(MailboxName.INBOX), "one\r\n");
        assertHas(store.account("bob").mailbox(MailboxName.INBOX), "one\r\n", "two\r\n", "two\r\n", "three\r\n");
    }

    @Test
    void nothingIsMovedToADiskWithoutRoom() throws StoreException, IOException {
        Mails.append(store.account("alice"), "one\r\n");
        disk.fill();
        Mails.assertRefused(Reason.UNAVAILABLE, () -> near.move(UidSet.ALL, far));
        disk.empty();
        assertHas(near, "one\r\n");
        assertHas(far);
        near.move(UidSet.ALL, far);
        assertHas(near);
        assertHas(far, "one\r\n");
        assertNothingIsLeft();
    }

    private static void assertHas(Mailbox mailbox, String... texts) throws StoreException {
        assertEquals(texts.length, mailbox.refresh().size());
        for (int i = 0; i < texts.length; i++) {
            assertEquals(texts[i], Mails.text(mailbox, mailbox.picture().uid(i)));
        }
    }

    private void assertNothingIsLeft() throws IOException {
        for (String user : List.of("alice", "bob")) {
            try (Stream<Path> files = Files.list(maildir(user).resolve("tmp"))) {
                assertEquals(
                        List.of(),
                        files.map(file -> file.getFileName().toString())
                                .filter(TOKEN.negate())
                                .toList());
            }
        }
    }

    private Path only(String user) throws IOException {
        try (Stream<Path> files = Files.list(maildir(user).resolve("cur"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private Path maildir(String user) {
        return directory.resolve("mail").resolve(user).resolve("Maildir");
    }
}
