package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.pennypost.core.testing.Mails.assertRefused;
import static org.pennypost.core.testing.Mails.set;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.QuotaUsage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/** The bounds of an account, of a store that has them. */
interface QuotaContract extends Stores {
    // RFC9208-5.2-a
    @Test
    default void allMailOfTheAccountCounts() throws StoreException {
        assertUsage(0, 0);
        Mails.append(alice(), "four\r\n");
        Mails.append(alice(), "fives\r\n");
        inbox().copy(set(1), mailbox("Trash"));
        assertUsage(19, 3);
        inbox().move(set(2), mailbox("Trash"));
        assertUsage(19, 3);
        mailbox("Trash").expunge(set(1), Mailbox.Expunging.ALL);
        assertUsage(13, 2);
        alice().create(MailboxName.of("a"), Set.of());
        mailbox("Trash").move(UidSet.ALL, mailbox("a"));
        alice().delete(MailboxName.of("a"));
        assertUsage(6, 1);
        reopen();
        assertUsage(6, 1);
    }

    @Test
    default void whatThereIsNoRoomForIsRefused() throws StoreException {
        limit(QuotaLimits.UNLIMITED, 2);
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        assertRefused(Reason.OVER_QUOTA, () -> Mails.append(alice(), "three\r\n"));
        assertRefused(Reason.OVER_QUOTA, () -> inbox().copy(set(1), mailbox("Trash")));
        inbox().move(set(1), mailbox("Trash"));
        limit(10, QuotaLimits.UNLIMITED);
        assertRefused(Reason.OVER_QUOTA, () -> Mails.append(alice(), "x\r\n"));
        mailbox("Trash").expunge(UidSet.ALL, Mailbox.Expunging.ALL);
        Mails.append(alice(), "x\r\n");
        assertUsage(8, 2);
    }

    // RFC9051-6.4.8-c RFC6851-3.3-e
    @Test
    default void allAreAddedOrNone() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        limit(QuotaLimits.UNLIMITED, 3);
        Picture before = inbox().picture();
        try (Draft one = Mails.draft(alice(), "one\r\n");
                Draft two = Mails.draft(alice(), "two\r\n")) {
            List<NewMessage> messages =
                    List.of(new NewMessage(one, Flags.NONE, Mails.DATE), new NewMessage(two, Flags.NONE, Mails.DATE));
            assertRefused(Reason.OVER_QUOTA, () -> inbox().append(messages));
        }
        assertRefused(Reason.OVER_QUOTA, () -> inbox().copy(UidSet.ALL, mailbox("Archive")));
        assertEquals(0, mailbox("Archive").refresh().size());
        assertEquals(2, inbox().refresh().size());
        assertEquals(before.highestModSeq(), inbox().picture().highestModSeq());
        reopen();
        assertEquals(2, inbox().refresh().size());
        assertUsage(10, 2);
        assertTrue(Mails.append(alice(), "three\r\n") > 2);
    }

    @Test
    default void onlyTheDifferenceOfWhatIsReplacedCounts() throws StoreException {
        Mails.append(alice(), "12345678\r\n");
        limit(10, 1);
        replace("12345678\r\n", 10);
        inbox().expunge(set(1), Mailbox.Expunging.ALL);
        assertUsage(10, 1);
        assertRefused(Reason.OVER_QUOTA, () -> replace("123456789\r\n", 10));
        limit(5, 1); // less than there is
        replace("123\r\n", 10);
        inbox().expunge(set(2), Mailbox.Expunging.ALL);
        assertUsage(5, 1);
    }

    private void replace(String text, long octets) throws StoreException {
        try (Draft draft = alice().draft()) {
            draft.write(StandardCharsets.US_ASCII.encode(text));
            inbox().append(List.of(new NewMessage(draft, Flags.NONE, Instant.EPOCH).replacing(octets)));
        }
    }

    @Test
    default void othersMailCountsAgainstItsOwner() throws StoreException {
        limit(QuotaLimits.UNLIMITED, 1);
        Account bob = store().account("bob");
        Mails.append(bob, "one\r\n");
        Mails.append(bob, "two\r\n");
        bob.mailbox(MailboxName.INBOX).move(set(1), inbox());
        assertRefused(Reason.OVER_QUOTA, () -> bob.mailbox(MailboxName.INBOX).copy(set(2), inbox()));
        assertRefused(Reason.OVER_QUOTA, () -> bob.mailbox(MailboxName.INBOX).move(set(2), inbox()));
        assertEquals(1, ((QuotaRoot) bob).quota().messages());
        assertUsage(5, 1);
    }

    @Test
    default void limitsLast() throws StoreException {
        Mails.append(alice(), "there already\r\n");
        limit(5, 7);
        assertEquals(new QuotaLimits(5, 7), root().quota().limits());
        reopen();
        assertEquals(new QuotaLimits(5, 7), root().quota().limits());
        assertRefused(Reason.OVER_QUOTA, () -> Mails.append(alice(), "x\r\n"));
        limit(QuotaLimits.UNLIMITED, QuotaLimits.UNLIMITED);
        Mails.append(alice(), "x\r\n");
        reopen();
        assertEquals(QuotaLimits.NONE, root().quota().limits());
    }

    private void limit(long octets, long messages) throws StoreException {
        root().limit(new QuotaLimits(octets, messages));
    }

    private void assertUsage(long octets, long messages) throws StoreException {
        QuotaUsage usage = root().quota();
        assertEquals(octets, usage.octets());
        assertEquals(messages, usage.messages());
    }

    private QuotaRoot root() throws StoreException {
        assumeTrue(alice() instanceof QuotaRoot, "the store has quotas");
        return (QuotaRoot) alice();
    }
}
