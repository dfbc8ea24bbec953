package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class SubscriptionsTest {
    @TempDir
    Path directory;

    private Path file;
    private Subscriptions subscriptions;

    @BeforeEach
    void open() {
        file = directory.resolve("subscriptions");
        subscriptions = new Subscriptions(directory, new Disk(false, false));
    }

    @Test
    void linesOfOthersAreKeptInTheirOrder() throws IOException, StoreException {
        Files.writeString(file, "INBOX\n&no-\nSent\n#shared.x\\y\n");
        subscriptions.change(MailboxName.of("a"), true);
        assertEquals(List.of("#shared.x\\y", "&no-", "INBOX", "Sent", "a"), sorted());
        subscriptions.change(MailboxName.of("a"), false);
        assertEquals(List.of("#shared.x\\y", "&no-", "INBOX", "Sent"), sorted());
        Files.writeString(file, "V\t2\n\nINBOX\n&no-\tx\nSent\n");
        subscriptions.change(MailboxName.of("a/b"), true);
        assertEquals("V\t2\n\nINBOX\n&no-\tx\nSent\na\tb\n", Files.readString(file));
    }

    @Test
    void eachSpellingOfInboxIsInbox() throws IOException, StoreException {
        Files.writeString(file, "Inbox\nSent\ninbox\n");
        subscriptions.change(MailboxName.INBOX, true);
        assertEquals("Inbox\nSent\ninbox\n", Files.readString(file));
        subscriptions.change(MailboxName.INBOX, false);
        assertEquals("Sent\n", Files.readString(file));
    }

    @Test
    void thereMayBeAsManyAsMailboxes() throws IOException, StoreException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MailboxTree.MAX_MAILBOXES; i++) {
            text.append('m').append(i).append('\n');
        }
        Files.writeString(file, text);
        Mails.assertRefused(Reason.LIMIT, () -> subscriptions.change(MailboxName.of("more"), true));
        subscriptions.change(MailboxName.of("m7"), true);
        subscriptions.change(MailboxName.of("m7"), false);
        subscriptions.change(MailboxName.of("more"), true);
        assertTrue(subscriptions.read().contains(MailboxName.of("more")));
    }

    private List<String> sorted() throws IOException {
        return Files.readAllLines(file).stream().sorted().toList();
    }
}
