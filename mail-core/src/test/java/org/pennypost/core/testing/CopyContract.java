package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.core.testing.Mails.assertRefused;
import static org.pennypost.core.testing.Mails.set;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/** COPY, RFC 9051 §6.4.7, and MOVE, RFC 6851 §3.1. */
interface CopyContract extends Stores {
    @Test
    default void copyTakesFlagsAndDatesAlong() throws StoreException {
        Mails.append(alice(), "one\r\n", Flag.SEEN, Flag.of("work"));
        Mails.append(alice(), "two\r\n");
        Mails.append(alice(), mailbox("Archive"), "before\r\n", Flag.of("other"));
        Mailbox.Copied copied = inbox().copy(UidSet.ALL, mailbox("Archive"));
        assertEquals(UidSet.range(1, 2), copied.source());
        assertEquals(UidSet.range(2, 3), copied.target());
        Picture archive = mailbox("Archive").refresh();
        assertEquals(archive.uidValidity(), copied.uidValidity());
        assertEquals(Flags.of(Flag.SEEN, Flag.of("work")), archive.flags(1));
        assertEquals(Mails.DATE, archive.internalDate(1));
        assertEquals("two\r\n", Mails.text(mailbox("Archive"), 3));
        assertEquals(2, inbox().refresh().size());
    }

    @Test
    default void copiesLiveAndDieOnTheirOwn() throws StoreException {
        Mails.append(alice(), "one\r\n");
        inbox().copy(set(1), mailbox("Archive"));
        inbox().expunge(set(1), Mailbox.Expunging.ALL);
        assertEquals("one\r\n", Mails.text(mailbox("Archive"), 1));
        mailbox("Archive").copy(set(1), inbox());
        mailbox("Archive").expunge(set(1), Mailbox.Expunging.ALL);
        assertEquals("one\r\n", Mails.text(inbox(), 2));
    }

    @Test
    default void onlyWhatExistsIsCopied() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        inbox().expunge(set(1), Mailbox.Expunging.ALL);
        assertEquals(
                set(2), inbox().copy(UidSet.range(1, 9), mailbox("Archive")).source());
        Mailbox.Copied nothing = inbox().copy(set(1, 77), mailbox("Archive"));
        assertTrue(nothing.source().isEmpty() && nothing.target().isEmpty());
        assertEquals(1, mailbox("Archive").refresh().size());
    }

    @Test
    default void copyIntoTheSameMailboxAddsAtTheEnd() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        assertEquals(UidSet.range(3, 4), inbox().copy(UidSet.ALL, inbox()).target());
        assertEquals(List.of(1L, 2L, 3L, 4L), Mails.uids(inbox().refresh()));
        assertEquals("two\r\n", Mails.text(inbox(), 4));
        Mailbox.Copied moved = inbox().move(set(1), inbox());
        assertEquals(set(5), moved.target());
        assertEquals(List.of(2L, 3L, 4L, 5L), Mails.uids(inbox().refresh()));
    }

    @Test
    default void copyGoesToAnotherUser() throws StoreException {
        Mails.append(alice(), "shared\r\n", Flag.of("work"));
        Mailbox bobs = store().account("bob").mailbox(inbox().name());
        inbox().copy(set(1), bobs);
        assertEquals("shared\r\n", Mails.text(bobs, 1));
        assertEquals(Flags.of(Flag.of("work")), Mails.flags(bobs, 1));
    }

    @Test
    default void keywordsWithoutRoomAreLeftOut() throws StoreException {
        int most = FlagTable.MAX_FLAGS - Flag.SYSTEM.size();
        try (Draft draft = Mails.draft(alice(), "full\r\n")) {
            mailbox("Archive").append(List.of(new NewMessage(draft, AppendContract.keywords(most), Mails.DATE)));
        }
        Mails.append(alice(), "two\r\n", Flag.of("one-more"), Flag.of("k1"), Flag.FLAGGED);
        inbox().copy(UidSet.ALL, mailbox("Archive"));
        inbox().move(UidSet.ALL, mailbox("Archive"));
        Flags kept = Flags.of(Flag.of("k1"), Flag.FLAGGED);
        assertEquals(3, mailbox("Archive").refresh().size());
        assertEquals(kept, Mails.flags(mailbox("Archive"), 2));
        assertEquals(kept, Mails.flags(mailbox("Archive"), 3));
        assertEquals(0, inbox().refresh().size());
    }

    // RFC 6851 §3.1, RFC9051-6.4.8-e RFC6851-3.3-g
    @Test
    default void moveLeavesNothingBehind() throws StoreException {
        Mails.append(alice(), "one\r\n", Flag.FLAGGED);
        Mails.append(alice(), "two\r\n");
        Mails.append(alice(), "three\r\n");
        Mailbox inbox = inbox();
        long before = inbox.picture().highestModSeq();
        Mailbox.Copied moved = inbox.move(set(1, 3), mailbox("Trash"));
        assertEquals(set(1, 3), moved.source());
        assertEquals(UidSet.range(1, 2), moved.target());
        assertEquals(List.of(2L), Mails.uids(inbox.picture()));
        assertTrue(inbox.picture().highestModSeq() > before);
        assertEquals(set(1, 3), inbox.vanishedSince(before)); // with a history or without
        assertRefused(Reason.EXPUNGED, () -> inbox.content(1));
        assertEquals("one\r\n", Mails.text(mailbox("Trash"), 1));
        assertEquals("three\r\n", Mails.text(mailbox("Trash"), 2));
        assertEquals(Flags.of(Flag.FLAGGED), Mails.flags(mailbox("Trash"), 1));
        reopen();
        assertEquals(1, inbox().refresh().size());
        assertEquals(2, mailbox("Trash").refresh().size());
    }
}
