package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.core.testing.Mails.assertRefused;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/** Accounts, and making, deleting and subscribing to mailboxes. */
interface AccountContract extends Stores {
    // RFC 6154 §2
    @Test
    default void newAccountHasInboxAndSpecialUseMailboxes() throws StoreException {
        Map<String, MailboxEntry> entries = entries(alice());
        assertEquals(Set.of("INBOX", "Sent", "Drafts", "Trash", "Junk", "Archive"), entries.keySet());
        assertEquals(Set.of(), entries.get("INBOX").uses());
        assertEquals(Set.of(SpecialUse.SENT), entries.get("Sent").uses());
        assertEquals(Set.of(SpecialUse.DRAFTS), entries.get("Drafts").uses());
        assertEquals(Set.of(SpecialUse.TRASH), entries.get("Trash").uses());
        assertEquals(Set.of(SpecialUse.JUNK), entries.get("Junk").uses());
        assertEquals(Set.of(SpecialUse.ARCHIVE), entries.get("Archive").uses());
        assertTrue(entries.values().stream().allMatch(e -> e.exists() && e.selectable() && e.subscribed()));
        assertEquals("alice", alice().user());
    }

    @Test
    default void newMailboxIsEmpty() throws StoreException {
        Picture picture = inbox().refresh();
        assertEquals(0, picture.size());
        assertEquals(1, picture.uidNext());
        assertTrue(picture.uidValidity() >= 1);
        assertTrue(picture.highestModSeq() >= 1);
        assertFalse(picture.mailboxId().isEmpty());
    }

    @Test
    default void sameUserIsSameAccount() throws StoreException {
        Mailbox before = inbox();
        long uid = Mails.append(store().account("alice"), "hello\r\n");
        assertEquals("hello\r\n", Mails.text(before, uid));
        assertEquals(1, before.picture().size());
    }

    @Test
    default void accountsAreSeparate() throws StoreException {
        Mails.append(alice(), "for alice\r\n");
        Account bob = store().account("bob");
        bob.create(MailboxName.of("Bob"), Set.of());
        assertEquals(0, bob.mailbox(MailboxName.INBOX).refresh().size());
        assertFalse(entries(alice()).containsKey("Bob"));
    }

    // RFC 9051 §6.3.4
    @Test
    default void createMakesWhatIsMissingAbove() throws StoreException {
        alice().create(MailboxName.of("a/b/c"), Set.of());
        for (String name : new String[] {"a", "a/b", "a/b/c"}) {
            MailboxEntry entry = entries(alice()).get(name);
            assertTrue(entry.exists() && entry.selectable(), name);
            assertEquals(entry.mailboxId(), mailbox(name).picture().mailboxId());
        }
    }

    // RFC 6154 §3
    @Test
    default void createTellsWhatAMailboxIsFor() throws StoreException {
        alice().create(MailboxName.of("All"), Set.of(SpecialUse.ALL));
        assertEquals(Set.of(SpecialUse.ALL), entries(alice()).get("All").uses());
    }

    @Test
    default void createRefusesANameInUse() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        assertRefused(Reason.ALREADY_EXISTS, () -> alice().create(MailboxName.of("a"), Set.of()));
        assertRefused(Reason.ALREADY_EXISTS, () -> alice().create(MailboxName.of("inbox"), Set.of()));
    }

    @Test
    default void unknownMailboxIsRefused() {
        assertRefused(Reason.NONEXISTENT, () -> mailbox("nowhere"));
        assertRefused(Reason.NONEXISTENT, () -> alice().delete(MailboxName.of("nowhere")));
    }

    // RFC 9051 §6.3.5
    @Test
    default void deleteLeavesWhatIsBelow() throws StoreException {
        alice().create(MailboxName.of("a/b"), Set.of());
        Mails.append(alice(), mailbox("a/b"), "stays\r\n");
        alice().delete(MailboxName.of("a"));
        assertEquals(1, mailbox("a/b").refresh().size());
        assertRefused(Reason.NONEXISTENT, () -> mailbox("a"));
        MailboxEntry above = entries(alice()).get("a");
        assertTrue(above.exists() && !above.selectable(), "a only holds others now");
        assertEquals("", above.mailboxId());
        alice().create(MailboxName.of("a"), Set.of());
        assertTrue(entries(alice()).get("a").selectable());
    }

    // RFC 9051 §6.3.5
    @Test
    default void inboxCannotBeDeleted() {
        assertRefused(Reason.CANNOT, () -> alice().delete(MailboxName.INBOX));
    }

    @Test
    default void deletedMailboxIsGoneForThoseWhoHaveItOpen() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        Mailbox open = mailbox("a");
        Mails.append(alice(), open, "gone\r\n");
        alice().delete(MailboxName.of("a"));
        assertRefused(Reason.NONEXISTENT, open::refresh);
        assertRefused(Reason.NONEXISTENT, () -> Mails.append(alice(), open, "too late\r\n"));
        assertRefused(Reason.NONEXISTENT, () -> inbox().copy(UidSet.ALL, open));
    }

    // RFC 9051 §6.3.4, §2.3.1.1, RFC8474-4-c
    @Test
    default void nameUsedAgainNeverRepeatsAUid() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        Mails.append(alice(), mailbox("a"), "one\r\n");
        Picture before = mailbox("a").picture();
        alice().delete(MailboxName.of("a"));
        alice().create(MailboxName.of("a"), Set.of());
        Picture after = mailbox("a").refresh();
        assertEquals(0, after.size());
        assertTrue(after.uidValidity() > before.uidValidity() || after.uidNext() >= before.uidNext());
        assertNotEquals(before.mailboxId(), after.mailboxId());
    }

    // RFC 9051 §6.3.7, §6.3.8, §7.3.1
    @Test
    default void namesCanBeSubscribedToWithoutAMailbox() throws StoreException {
        MailboxName name = MailboxName.of("later/on");
        alice().subscribe(name);
        alice().subscribe(name);
        MailboxEntry entry = entries(alice()).get("later/on");
        assertFalse(entry.exists() || entry.selectable());
        assertTrue(entry.subscribed());
        assertEquals("", entry.mailboxId());
        alice().create(name, Set.of());
        assertTrue(entries(alice()).get("later/on").subscribed());
        alice().delete(name);
        assertTrue(entries(alice()).get("later/on").subscribed());
        alice().unsubscribe(name);
        alice().unsubscribe(name);
        assertFalse(entries(alice()).containsKey("later/on"));
        alice().unsubscribe(MailboxName.of("Trash"));
        assertFalse(entries(alice()).get("Trash").subscribed());
    }

    /** The list of mailboxes by name; no name is in it twice. */
    static Map<String, MailboxEntry> entries(Account account) throws StoreException {
        Map<String, MailboxEntry> entries = new TreeMap<>();
        for (MailboxEntry entry : account.mailboxes()) {
            assertEquals(null, entries.put(entry.name().path(), entry), "listed twice: " + entry.name());
        }
        return entries;
    }
}
