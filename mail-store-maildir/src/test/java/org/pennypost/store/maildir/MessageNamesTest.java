package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.MessageNames;
import org.pennypost.core.mailbox.Picture;

class MessageNamesTest {
    @TempDir
    Path directory;

    @Test
    void namesAreThoseOfDovecot() throws Exception {
        Path maildir = directory.resolve("tim/Maildir");
        for (String sub : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(sub));
        }
        Files.writeString(maildir.resolve("cur/1.a.host,S=4:2,S"), "A: b");
        Files.writeString(maildir.resolve("new/2.b.host"), "C: d");
        Files.writeString(
                maildir.resolve("dovecot-uidlist"), "3 V1700000000 N9 Gabc\n5 :1.a.host,S=4\n8 Gfeed :2.b.host\n");
        try (MaildirStore store = MaildirStore.open(directory, false, InstantSource.system())) {
            Mailbox inbox = store.account("tim").mailbox(MailboxName.INBOX);
            Picture picture = inbox.refresh();
            MessageNames names = (MessageNames) inbox;
            assertEquals(List.of("1.a.host,S=4", "2.b.host"), names.names(picture, MessageNames.Kind.FILE));
            assertEquals(List.of("1.a.host,S=4", "feed"), names.names(picture, MessageNames.Kind.GUID));
            Files.delete(maildir.resolve("new/2.b.host"));
            inbox.refresh();
            assertEquals(List.of("1.a.host,S=4", ""), names.names(picture, MessageNames.Kind.FILE));
        }
    }
}
