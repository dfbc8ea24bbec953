package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.core.testing.Mails.assertRefused;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/** RENAME, RFC 9051 §6.3.6. */
interface RenameContract extends Stores {
    @Test
    default void renameMovesAMailboxAndThoseBelow() throws StoreException {
        alice().create(MailboxName.of("a/b/c"), Set.of());
        alice().create(MailboxName.of("ab"), Set.of());
        long uid = Mails.append(alice(), mailbox("a/b"), "moved\r\n", Flag.SEEN);
        Picture before = mailbox("a/b").picture();
        alice().rename(MailboxName.of("a"), MailboxName.of("x/y"));
        Mailbox after = mailbox("x/y/b");
        assertEquals(before.mailboxId(), after.refresh().mailboxId());
        assertEquals(before.uidValidity(), after.picture().uidValidity());
        assertEquals(before.uidNext(), after.picture().uidNext());
        assertEquals("moved\r\n", Mails.text(after, uid));
        assertEquals("Seen", Mails.flags(after, uid).toString().substring(1));
        Map<String, MailboxEntry> entries = AccountContract.entries(alice());
        assertTrue(entries.get("x").selectable() && entries.get("x/y/b/c").selectable());
        assertTrue(entries.get("ab").selectable(), "ab is not below a");
        assertFalse(entries.containsKey("a") || entries.containsKey("a/b"));
    }

    @Test
    default void renameKeepsWhatAMailboxIsFor() throws StoreException {
        alice().rename(MailboxName.of("Sent"), MailboxName.of("Gone out"));
        assertEquals(
                Set.of(SpecialUse.SENT),
                AccountContract.entries(alice()).get("Gone out").uses());
    }

    @Test
    default void openMailboxSurvivesItsRename() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        Mailbox open = mailbox("a");
        alice().rename(MailboxName.of("a"), MailboxName.of("b"));
        long uid = Mails.append(alice(), open, "by the old name\r\n");
        assertEquals("a", open.name().path());
        assertEquals("by the old name\r\n", Mails.text(mailbox("b"), uid));
        assertEquals(1, open.refresh().size());
    }

    @Test
    default void oldNameIsFreeAfterARename() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        Mails.append(alice(), mailbox("a"), "one\r\n");
        Picture before = mailbox("a").picture();
        alice().rename(MailboxName.of("a"), MailboxName.of("b"));
        alice().create(MailboxName.of("a"), Set.of());
        Picture after = mailbox("a").refresh();
        assertEquals(0, after.size());
        assertTrue(after.uidValidity() > before.uidValidity() || after.uidNext() >= before.uidNext());
    }

    @Test
    default void renameIsRefusedWithoutAnyChange() throws StoreException {
        alice().create(MailboxName.of("a/b"), Set.of());
        alice().create(MailboxName.of("x/b"), Set.of());
        alice().delete(MailboxName.of("x"));
        Map<String, MailboxEntry> before = AccountContract.entries(alice());
        assertRefused(Reason.NONEXISTENT, () -> rename("nowhere", "somewhere"));
        assertRefused(Reason.ALREADY_EXISTS, () -> rename("a", "Trash"));
        assertRefused(Reason.ALREADY_EXISTS, () -> rename("a", "a"));
        assertRefused(Reason.ALREADY_EXISTS, () -> rename("a", "x"));
        assertRefused(Reason.ALREADY_EXISTS, () -> rename("a", "INBOX"));
        assertRefused(Reason.ALREADY_EXISTS, () -> rename("INBOX", "Trash"));
        assertRefused(Reason.CANNOT, () -> rename("a", "a/b/c"));
        assertRefused(Reason.CANNOT, () -> rename("a", "y".repeat(MailboxName.MAX_LENGTH - 1)));
        assertEquals(before, AccountContract.entries(alice()));
    }

    @Test
    default void renameOfANameThatOnlyHoldsOthersMovesThem() throws StoreException {
        alice().create(MailboxName.of("a/b"), Set.of());
        alice().delete(MailboxName.of("a"));
        rename("a", "c");
        assertTrue(AccountContract.entries(alice()).get("c/b").selectable());
        assertFalse(AccountContract.entries(alice()).containsKey("a"));
    }

    @Test
    default void renameOfInboxMovesItsMessagesOnly() throws StoreException {
        alice().create(MailboxName.of("INBOX/below"), Set.of());
        Mails.append(alice(), "one\r\n", Flag.FLAGGED);
        Mails.append(alice(), "two\r\n");
        Mailbox inbox = inbox();
        rename("INBOX", "old/mail");
        assertEquals(0, inbox.refresh().size());
        assertEquals(3, inbox.picture().uidNext());
        Mailbox old = mailbox("old/mail");
        assertEquals(2, old.refresh().size());
        assertEquals("one\r\n", Mails.text(old, old.picture().uid(0)));
        assertEquals("\\Flagged", old.picture().flags(0).toString());
        assertTrue(AccountContract.entries(alice()).get("INBOX/below").selectable());
        assertEquals(3, Mails.append(alice(), "three\r\n"));
    }

    private void rename(String from, String to) throws StoreException {
        alice().rename(MailboxName.of(from), MailboxName.of(to));
    }
}
