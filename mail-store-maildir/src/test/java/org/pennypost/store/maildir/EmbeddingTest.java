package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;

/** The example of the module's README, compiled and run. */
class EmbeddingTest {
    @TempDir
    Path directory;

    @Test
    void mailIsDeliveredIntoAMaildir() throws StoreException {
        ByteBuffer octets = StandardCharsets.US_ASCII.encode("Subject: hello\r\n\r\nHello\r\n");
        // what the README shows: from here
        try (MailStore store = MaildirStore.open(directory, true, InstantSource.system())) {
            Account tim = store.account("tim");
            Mailbox inbox = tim.mailbox(MailboxName.INBOX);
            try (Draft draft = tim.draft()) {
                draft.write(octets);
                inbox.append(List.of(new NewMessage(draft, Flags.NONE, Instant.now())));
            }
            System.Logger log = System.getLogger("mail");
            inbox.watch(() -> log.log(System.Logger.Level.INFO, "look again"));
        }
        // to here
        try (MailStore store = MaildirStore.open(directory, true, InstantSource.system())) {
            assertEquals(
                    1, store.account("tim").mailbox(MailboxName.INBOX).refresh().size());
        }
    }
}
