package org.pennypost.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.StoreContract;

class MemoryStoreTest extends StoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    protected MailStore open() {
        return store;
    }

    @Test
    void settingsAreRefused() {
        MemoryStoreProvider provider = new MemoryStoreProvider();
        assertEquals("memory", provider.name());
        assertThrows(IllegalArgumentException.class, () -> provider.open(Path.of("x"), Map.of("size", "7")));
    }

    @Test
    void subscriptionsAreBounded() throws StoreException {
        Account alice = store.account("alice");
        int there = alice.mailboxes().size();
        for (int i = there; i < 10_000; i++) {
            alice.subscribe(MailboxName.of("m" + i));
        }
        Mails.assertRefused(Reason.LIMIT, () -> alice.subscribe(MailboxName.of("more")));
        alice.subscribe(MailboxName.of("m9999"));
        alice.unsubscribe(MailboxName.of("m9999"));
        alice.subscribe(MailboxName.of("more"));
    }

    /** Removals that are forgotten are told with everything else that is not there. */
    @Test
    void historyIsBounded() throws StoreException {
        Mailbox inbox = store.account("alice").mailbox(MailboxName.INBOX);
        Mails.append(store.account("alice"), "stays\r\n");
        long start = inbox.picture().highestModSeq();
        for (int i = 0; i < 1_001; i++) {
            long uid = Mails.append(store.account("alice"), "goes\r\n");
            inbox.expunge(UidSet.of(uid), Mailbox.Expunging.ALL);
        }
        assertEquals(UidSet.range(2, 1_002), inbox.vanishedSince(start));
        assertEquals(UidSet.of(1_002), inbox.vanishedSince(inbox.picture().highestModSeq() - 1));
    }
}
