package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/** Names of users and mailboxes that a file system or an encoding could trip over. */
interface NameContract extends Stores {
    /** Each can be a mailbox of its own in any store. */
    List<String> MAILBOX_NAMES = List.of(
            "a.b",
            "a/b.c/d",
            ".hidden",
            "trailing.",
            "cur",
            "new/cur",
            "INBOX/tmp",
            "work",
            "Work",
            "Entw\u00fcrfe",
            "\u65e5\u672c\u8a9e/\u53f0\u5317",
            "smile \ud83d\ude00",
            "R&D",
            "&",
            "&-",
            "~user",
            "#news",
            "a b",
            " leading blank",
            "\"quoted\"",
            "back\\slash",
            "a:b",
            "x^y",
            "x=2Fy",
            "-dash",
            "$(id)",
            "a;b|c",
            "Sent.Old",
            "dovecot-uidlist");

    @Test
    default void mailboxesWithOddNamesAreDistinctAndFoundAgain() throws StoreException {
        for (String name : MAILBOX_NAMES) {
            alice().create(MailboxName.of(name), Set.of());
        }
        for (String name : MAILBOX_NAMES) {
            Mails.append(alice(), mailbox(name), name.length() + " " + name.hashCode() + "\r\n");
        }
        reopen();
        for (String name : MAILBOX_NAMES) {
            Mailbox mailbox = mailbox(name);
            assertEquals(1, mailbox.refresh().size(), name);
            assertEquals(name.length() + " " + name.hashCode() + "\r\n", Mails.text(mailbox, 1), name);
            assertTrue(AccountContract.entries(alice()).get(name).selectable(), name);
        }
        alice().delete(MailboxName.of("cur"));
        assertEquals(0, inbox().refresh().size());
        assertEquals(1, mailbox("new/cur").refresh().size());
    }

    @Test
    default void longNameIsStoredOrRefused() throws StoreException {
        List<String> names = new ArrayList<>();
        names.add("x".repeat(MailboxName.MAX_LENGTH));
        names.add("\u00fc".repeat(MailboxName.MAX_LENGTH));
        names.add("\u65e5/".repeat(MailboxName.MAX_LEVELS - 1) + "\u672c");
        for (String name : names) {
            try {
                alice().create(MailboxName.of(name), Set.of());
                Mails.append(alice(), mailbox(name), "here\r\n");
            } catch (StoreException refused) {
                assertEquals(Reason.CANNOT, refused.reason());
            }
        }
    }

    @Test
    default void userNamesNeverLeadOutsideOrIntoEachOther() throws StoreException {
        String[] names = {
            "alice",
            "../alice",
            "..",
            ".",
            "",
            "alice/cur",
            "/etc",
            "a\\b",
            "ALICE",
            "alice@example.org",
            "alice@EXAMPLE.org",
            "j\u00fcrgen",
            ".alice",
            "alice.",
            "~alice",
            "a b",
            "nul\0l",
            "a\nb",
            "%61lice",
            "=61lice",
            "x".repeat(1000)
        };
        List<String> taken = new ArrayList<>();
        for (String name : names) {
            try {
                Account account = store().account(name);
                assertEquals(0, account.mailbox(MailboxName.INBOX).refresh().size(), name);
                Mails.append(account, "for " + name.hashCode() + "\r\n");
                taken.add(name);
            } catch (StoreException refused) {
                assertEquals(Reason.CANNOT, refused.reason(), name);
            }
        }
        assertTrue(taken.containsAll(List.of("alice", "alice@example.org")));
        reopen();
        for (String name : taken) {
            Mailbox inbox = store().account(name).mailbox(MailboxName.INBOX);
            assertEquals("for " + name.hashCode() + "\r\n", Mails.text(inbox, 1), name);
        }
    }
}
