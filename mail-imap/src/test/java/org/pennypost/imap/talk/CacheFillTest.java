package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Mails;
import org.pennypost.imap.ImapCaches;
import org.pennypost.imap.syntax.TextMode;

class CacheFillTest {
    @Test
    void whatFetchAndSearchWantIsKeptOfEachMessage() throws StoreException {
        try (MemoryStore store = new MemoryStore()) {
            Account account = store.account("alice");
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            List<Long> told = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                Mails.append(account, "Subject: number " + i + "\r\n\r\ntext\r\n");
            }
            ImapCaches.fill(inbox, told::add);
            assertEquals(List.of(1L, 2L, 3L), told);
            long size = inbox.picture().octets(1);
            try (KnownOctets fetched = KnownOctets.open(inbox, MessageFacts.FORMAT);
                    KnownOctets searched = KnownOctets.open(inbox, SearchFacts.FORMAT)) {
                MessageFacts facts = MessageFacts.of(fetched.read(2, size).orElseThrow());
                String envelope = StandardCharsets.US_ASCII
                        .decode(facts.envelope(TextMode.ASCII))
                        .toString();
                assertTrue(envelope.contains("number 2"), envelope);
                assertTrue(facts.hasStructure());
                assertTrue(searched.read(2, size).isPresent());
            }
        }
    }
}
