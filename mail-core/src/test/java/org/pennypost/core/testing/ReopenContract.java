package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.core.testing.Mails.set;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** What is acknowledged is kept. */
interface ReopenContract extends Stores {
    @Test
    default void messagesAreThereAgain() throws StoreException {
        Mails.append(alice(), "one\r\n", Flag.SEEN, Flag.of("Work"));
        Mails.append(alice(), "two\r\n");
        Mails.append(alice(), "three\r\n", Flag.of("work"), Flag.DELETED);
        inbox().expunge(set(2), Mailbox.Expunging.ALL);
        inbox().store(set(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.of("$Junk"))), Long.MAX_VALUE);
        Picture before = inbox().picture();
        for (int round = 0; round < 3; round++) {
            reopen();
            Picture after = inbox().refresh();
            assertSame(before, after);
            assertEquals("one\r\n", Mails.text(inbox(), 1));
            assertEquals("three\r\n", Mails.text(inbox(), 3));
        }
        assertEquals(4, Mails.append(alice(), "four\r\n"));
    }

    @Test
    default void modificationSequencesGoOn() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        inbox().expunge(set(2), Mailbox.Expunging.ALL);
        long highest = inbox().picture().highestModSeq();
        reopen();
        assertEquals(highest, inbox().refresh().highestModSeq());
        inbox().store(set(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN)), Long.MAX_VALUE);
        assertTrue(inbox().picture().highestModSeq() > highest);
        long before = inbox().picture().highestModSeq();
        inbox().expunge(UidSet.ALL, Mailbox.Expunging.ALL);
        reopen();
        assertTrue(inbox().refresh().highestModSeq() > before);
    }

    @Test
    default void namesAreThereAgain() throws StoreException {
        alice().create(MailboxName.of("a/b"), Set.of(SpecialUse.FLAGGED));
        alice().create(MailboxName.of("gone"), Set.of());
        alice().delete(MailboxName.of("gone"));
        alice().delete(MailboxName.of("a"));
        alice().rename(MailboxName.of("Junk"), MailboxName.of("Spam"));
        alice().subscribe(MailboxName.of("a/b"));
        alice().subscribe(MailboxName.of("nowhere"));
        alice().unsubscribe(MailboxName.of("Trash"));
        Map<String, MailboxEntry> before = AccountContract.entries(alice());
        reopen();
        assertEquals(before, AccountContract.entries(alice()));
    }

    /** Checks that two pictures show the same messages. */
    static void assertSame(Picture expected, Picture actual) {
        assertEquals(expected.mailboxId(), actual.mailboxId());
        assertEquals(expected.uidValidity(), actual.uidValidity());
        assertEquals(expected.uidNext(), actual.uidNext());
        assertEquals(expected.highestModSeq(), actual.highestModSeq());
        assertEquals(Mails.uids(expected), Mails.uids(actual));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.flags(i), actual.flags(i));
            assertEquals(expected.modSeq(i), actual.modSeq(i));
            assertEquals(expected.octets(i), actual.octets(i));
            assertEquals(expected.internalDate(i), actual.internalDate(i));
            assertEquals(expected.saved(i), actual.saved(i));
        }
    }
}
