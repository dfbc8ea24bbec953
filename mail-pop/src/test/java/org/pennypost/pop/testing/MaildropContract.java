package org.pennypost.pop.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.Mails;
import org.pennypost.pop.Maildrop;
import org.pennypost.pop.Maildrops;

/** What every {@link Maildrop} must do. The test class of a program's own extends it and says how they are had. */
public abstract class MaildropContract {
    private static final String USER = "tim";

    private Maildrops maildrops;

    /** For the test class of the maildrops. */
    protected MaildropContract() {}

    /** New maildrops in which the user {@code tim} has three messages at least. */
    protected abstract Maildrops make() throws StoreException;

    @BeforeEach
    final void makeMaildrops() throws StoreException {
        maildrops = make();
    }

    // RFC 1939 §11: line ends count as two octets
    @Test
    final void messagesHaveTheirSizeAndCrlf() throws StoreException {
        try (Maildrop maildrop = maildrops.open(USER)) {
            assertTrue(maildrop.size() >= 3);
            long octets = 0;
            for (int message = 0; message < maildrop.size(); message++) {
                String text = Mails.text(maildrop.content(message));
                assertEquals(maildrop.octets(message), text.length());
                assertEquals(maildrop.octets(message), maildrop.content(message).size());
                assertFalse(text.replace("\r\n", "").contains("\n"), "LF without CR in message " + message);
                octets += text.length();
            }
            assertEquals(octets, maildrop.octets());
        }
    }

    // RFC 1939 §7
    @Test
    final void uniqueIdsDifferAndStay() throws StoreException {
        List<String> ids = ids();
        ids.forEach(id -> assertTrue(id.matches("[!-~]{1,70}"), id));
        assertEquals(ids.size(), new HashSet<>(ids).size());
        assertEquals(ids, ids());
    }

    // RFC 1939 §3: without QUIT nothing is removed
    @Test
    final void closingRemovesNothing() throws StoreException {
        List<String> ids = ids();
        try (Maildrop maildrop = maildrops.open(USER)) {
            assertFalse(maildrop.content(0).size() < 0);
        }
        assertEquals(ids, ids());
    }

    // RFC 1939 §6
    @Test
    final void whatIsRemovedIsGoneForGood() throws StoreException {
        List<String> ids = ids();
        BitSet marks = new BitSet();
        marks.set(0);
        marks.set(2);
        try (Maildrop maildrop = maildrops.open(USER)) {
            assertEquals(marks, maildrop.remove((BitSet) marks.clone()));
        }
        ids.remove(2);
        ids.remove(0);
        assertEquals(ids, ids());
    }

    // RFC 1939 §5: numbers mean the same until QUIT
    @Test
    final void numbersStayWhileOthersRemove() throws StoreException {
        try (Maildrop maildrop = maildrops.open(USER);
                Maildrop other = maildrops.open(USER)) {
            String last = Mails.text(maildrop.content(2));
            String id = maildrop.uniqueId(2);
            int size = maildrop.size();
            BitSet first = new BitSet();
            first.set(0);
            other.remove(first);
            assertEquals(size, maildrop.size());
            assertEquals(id, maildrop.uniqueId(2));
            assertEquals(last, Mails.text(maildrop.content(2)));
        }
    }

    // RFC 937 FOLD
    @Test
    final void inboxIsTheMaildropAndNothingIsNot() throws StoreException {
        try (Maildrop inbox = maildrops.fold(USER, "inbox").orElseThrow()) {
            assertEquals(ids().size(), inbox.size());
        }
        assertTrue(maildrops.fold(USER, "no such mailbox").isEmpty());
    }

    private List<String> ids() throws StoreException {
        List<String> ids = new ArrayList<>();
        try (Maildrop maildrop = maildrops.open(USER)) {
            for (int message = 0; message < maildrop.size(); message++) {
                ids.add(maildrop.uniqueId(message));
            }
        }
        return ids;
    }
}
