package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.core.testing.Mails.assertRefused;
import static org.pennypost.core.testing.Mails.set;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/** EXPUNGE, RFC 9051 §6.4.3, DELE, RFC 1939 §5, and the history of what has vanished, RFC 7162 §3.2.5.1. */
interface ExpungeContract extends Stores {
    @Test
    default void expungeRemovesWhatIsMarked() throws StoreException {
        Mails.append(alice(), "one\r\n", Flag.DELETED);
        Mails.append(alice(), "two\r\n");
        Mails.append(alice(), "three\r\n", Flag.DELETED);
        assertEquals(2, inbox().picture().deleted());
        assertEquals(set(3), inbox().expunge(UidSet.range(2, 9), Mailbox.Expunging.DELETED));
        assertEquals(set(1), inbox().expunge(UidSet.ALL, Mailbox.Expunging.DELETED));
        assertEquals(UidSet.EMPTY, inbox().expunge(UidSet.ALL, Mailbox.Expunging.DELETED));
        assertEquals(UidSet.EMPTY, inbox().expunge(set(1), Mailbox.Expunging.ALL));
        assertEquals(set(2), inbox().expunge(UidSet.ALL, Mailbox.Expunging.ALL));
        assertEquals(0, inbox().refresh().size());
    }

    @Test
    default void removalsAreCounted() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        Picture before = inbox().picture();
        Mails.append(alice(), "three\r\n");
        assertEquals(before.removals(), inbox().picture().removals());
        inbox().expunge(set(1, 2), Mailbox.Expunging.ALL);
        assertEquals(before.removals() + 2, inbox().picture().removals());
        assertTrue(inbox().picture().highestModSeq() > before.highestModSeq());
    }

    // RFC 9051 §2.3.1.1
    @Test
    default void uidsAreNeverUsedAgain() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        inbox().expunge(UidSet.ALL, Mailbox.Expunging.ALL);
        assertEquals(3, inbox().refresh().uidNext());
        reopen();
        assertEquals(3, inbox().refresh().uidNext());
        assertEquals(3, Mails.append(alice(), "three\r\n"));
    }

    @Test
    default void historyTellsWhatVanishedSince() throws StoreException {
        for (int i = 0; i < 5; i++) {
            Mails.append(alice(), i + "\r\n");
        }
        Mailbox inbox = inbox();
        long start = inbox.picture().highestModSeq();
        inbox.expunge(set(2), Mailbox.Expunging.ALL);
        long middle = inbox.picture().highestModSeq();
        inbox.expunge(set(4, 5), Mailbox.Expunging.ALL);
        if (keepsHistory()) {
            assertEquals(set(2, 4, 5), inbox.vanishedSince(start));
            assertEquals(set(4, 5), inbox.vanishedSince(middle));
            assertEquals(UidSet.EMPTY, inbox.vanishedSince(inbox.picture().highestModSeq()));
        }
        assertHistory(inbox, middle, set(4, 5));
        assertHistory(inbox, start, set(2, 4, 5));
        reopen();
        inbox().refresh();
        assertHistory(inbox(), start, set(2, 4, 5));
        assertHistory(inbox(), middle, set(4, 5));
    }

    @Test
    default void longHistoryMayTellMoreButNeverOfWhatIsThere() throws StoreException {
        Mailbox inbox = inbox();
        for (int i = 1; i <= 20; i++) {
            Mails.append(alice(), i + "\r\n");
        }
        long start = inbox.picture().highestModSeq();
        UidSet.Builder gone = UidSet.builder();
        for (int uid = 1; uid <= 20; uid += 2) {
            inbox.expunge(set(uid), Mailbox.Expunging.ALL);
            gone.add(uid);
        }
        assertHistory(inbox, start, gone.build());
        assertHistory(inbox, 0, gone.build());
    }

    @Test
    default void contentStaysReadableWhileAReaderIsOpen() throws StoreException {
        Mails.append(alice(), "x".repeat(100_000) + "\r\n");
        Content content = inbox().content(1);
        try (Content.Reader reader = content.open()) {
            reader.read(0, ByteBuffer.allocate(10));
            inbox().expunge(set(1), Mailbox.Expunging.ALL);
            assertEquals(100_002, Mails.text(reader, 0).length());
        }
        assertRefused(Reason.EXPUNGED, () -> inbox().content(1));
        assertRefused(Reason.EXPUNGED, () -> inbox().content(99));
    }

    /** A flag change renames a file in some stores; an open content must not mind. */
    @Test
    default void contentStaysReadableWhenFlagsChange() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Content content = inbox().content(1);
        for (Flag flag : Flag.SYSTEM) {
            inbox().store(set(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(flag)), Long.MAX_VALUE);
            assertEquals("one\r\n", Mails.text(content));
        }
    }

    private static void assertHistory(Mailbox mailbox, long since, UidSet gone) throws StoreException {
        UidSet told = mailbox.vanishedSince(since);
        gone.forEach(uid -> assertTrue(told.contains(uid), uid + " has vanished"));
        mailbox.picture().uids().forEach(uid -> assertFalse(told.contains(uid), uid + " is there"));
    }
}
