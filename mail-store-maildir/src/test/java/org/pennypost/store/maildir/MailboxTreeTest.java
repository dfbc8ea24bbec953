package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;

/** How many mailboxes there may be. */
class MailboxTreeTest {
    private static final MailboxName MORE = MailboxName.of("more");

    @TempDir
    Path directory;

    private MailboxTree tree;

    @BeforeEach
    void open() {
        tree = new MailboxTree(directory, new Disk(false, false));
    }

    @Test
    void thereMayBeSoManyMailboxesAndNoMoreWhateverElseIsThere() throws IOException, StoreException {
        Path one = Files.createDirectories(directory.resolve("one"));
        Files.createDirectory(one.resolve("cur"));
        for (int i = 0; i < MailboxTree.MAX_MAILBOXES - 2; i++) {
            Files.createSymbolicLink(directory.resolve(".box" + i), one);
        }
        Files.createFile(directory.resolve(".file"));
        assertEquals(List.of(), tree.missingAbove(MORE, 1), "INBOX and this one besides");
        Files.createSymbolicLink(directory.resolve(".last"), one);
        Mails.assertRefused(Reason.LIMIT, () -> tree.missingAbove(MORE, 1));
    }
}
