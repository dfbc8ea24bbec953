package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;

/** A mailbox is renamed with all below it, or none of them is. */
class RenameTest {
    private static final MailboxName TOP = MailboxName.of("a");
    /** Its directory has a much longer name. */
    private static final MailboxName BELOW = MailboxName.of("a/" + "\u00e9".repeat(60));

    @TempDir
    Path directory;

    private MailStore store;
    private Account alice;
    private Mailbox open;

    @BeforeEach
    void make() throws StoreException {
        store = new Tree(directory).open();
        alice = Tree.alice(store);
        alice.create(BELOW, Set.of());
        open = alice.mailbox(TOP);
        Mails.append(alice, open, "one\r\n");
    }

    @AfterEach
    void close() throws StoreException {
        store.close();
    }

    @Test
    void nothingIsRenamedIfOneNameWouldBeTooLong() throws StoreException {
        MailboxName longer = MailboxName.of("b" + "\u00e9".repeat(60));
        Mails.assertRefused(Reason.CANNOT, () -> alice.rename(TOP, longer));
        assertAsBefore();
    }

    @Test
    void nothingIsRenamedIfOneCannotBe() throws StoreException, IOException {
        Path obstacle = directory
                .resolve("alice/Maildir")
                .resolve(FolderNames.directory(BELOW).replaceFirst("a", "b"));
        Files.createFile(obstacle);
        Mails.assertRefused(Reason.UNAVAILABLE, () -> alice.rename(TOP, MailboxName.of("b")));
        assertAsBefore();
        Files.delete(obstacle);
        alice.rename(TOP, MailboxName.of("b"));
        assertEquals("one\r\n", Mails.text(open, 1));
    }

    private void assertAsBefore() throws StoreException {
        Set<MailboxName> names = Set.copyOf(alice.mailboxes().stream()
                .map(MailboxEntry::name)
                .filter(name ->
                        name.equals(TOP) || name.below(TOP) || name.path().startsWith("b"))
                .toList());
        assertEquals(Set.of(TOP, BELOW), names);
        assertEquals("one\r\n", Mails.text(open, 1));
        assertEquals(1, alice.mailbox(TOP).refresh().size());
    }
}
