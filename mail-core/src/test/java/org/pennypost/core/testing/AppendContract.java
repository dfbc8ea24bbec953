package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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

/** Drafts, and how they become messages. */
interface AppendContract extends Stores {
    // RFC 9051 §6.3.12
    @Test
    default void appendedMessageHasAllThatWasGiven() throws StoreException {
        Instant date = Instant.parse("1999-12-31T23:59:58Z");
        Flags flags = Flags.of(Flag.SEEN, Flag.of("$Forwarded"), Flag.of("work"));
        Mailbox inbox = inbox();
        long modSeq = inbox.picture().highestModSeq();
        try (Draft draft = Mails.draft(alice(), "Subject: x\r\n\r\nText\r\n")) {
            Mailbox.Appended appended = inbox.append(List.of(new NewMessage(draft, flags, date)));
            assertEquals(inbox.picture().uidValidity(), appended.uidValidity());
            assertEquals("1", appended.uids().toString());
        }
        Picture picture = inbox.picture();
        assertEquals(1, picture.size());
        assertEquals(2, picture.uidNext());
        assertEquals(flags, picture.flags(0));
        assertEquals(date, picture.internalDate(0));
        assertEquals(20, picture.octets(0));
        assertTrue(picture.saved(0).isAfter(date));
        assertTrue(picture.modSeq(0) > modSeq);
        assertEquals(picture.modSeq(0), picture.highestModSeq());
        assertEquals("Subject: x\r\n\r\nText\r\n", Mails.text(inbox, 1));
        assertEquals(0, picture.unseen());
    }

    // RFC 3502 §6.3.11
    @Test
    default void messagesOfOneAppendFollowEachOther() throws StoreException {
        Mails.append(alice(), "before\r\n");
        try (Draft one = Mails.draft(alice(), "one\r\n");
                Draft two = Mails.draft(alice(), "two\r\n")) {
            Mailbox.Appended appended = inbox().append(List.of(
                    new NewMessage(one, Flags.NONE, Mails.DATE),
                    new NewMessage(two, Flags.of(Flag.DRAFT), Mails.DATE),
                    new NewMessage(one, Flags.NONE, Mails.DATE)));
            assertEquals("2:4", appended.uids().toString());
        }
        assertEquals("one\r\n", Mails.text(inbox(), 2));
        assertEquals("two\r\n", Mails.text(inbox(), 3));
        assertEquals("one\r\n", Mails.text(inbox(), 4));
        assertEquals(Flags.of(Flag.DRAFT), Mails.flags(inbox(), 3));
    }

    @Test
    default void aDraftMayRestWhileOthersAreWritten() throws StoreException {
        try (Draft one = Mails.draft(alice(), "one\r\n");
                Draft two = Mails.draft(alice(), "two\r\n")) {
            one.rest();
            two.rest();
            two.rest();
            two.write(ByteBuffer.wrap("and more\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertEquals(5, one.content().size());
            inbox().append(List.of(
                    new NewMessage(one, Flags.NONE, Mails.DATE), new NewMessage(two, Flags.NONE, Mails.DATE)));
        }
        assertEquals("one\r\n", Mails.text(inbox(), 1));
        assertEquals("two\r\nand more\r\n", Mails.text(inbox(), 2));
    }

    @Test
    default void asManyKeywordsAsTheTableHas() throws StoreException {
        int most = FlagTable.MAX_FLAGS - Flag.SYSTEM.size();
        Flags flags = keywords(most);
        try (Draft draft = Mails.draft(alice(), "one\r\n")) {
            inbox().append(List.of(new NewMessage(draft, flags, Mails.DATE)));
        }
        assertEquals(flags, Mails.flags(inbox(), 1));
        Mails.append(alice(), "two\r\n", Flag.of("one-more"), Flag.of("K1"), Flag.ANSWERED);
        assertEquals(Flags.of(Flag.of("k1"), Flag.ANSWERED), Mails.flags(inbox(), 2));
        reopen();
        assertEquals(flags, Mails.flags(inbox(), 1));
        assertEquals(Flags.of(Flag.of("k1"), Flag.ANSWERED), Mails.flags(inbox(), 2));
    }

    @Test
    default void noMessagesAreNoChange() throws StoreException {
        long modSeq = inbox().picture().highestModSeq();
        assertTrue(inbox().append(List.of()).uids().isEmpty());
        assertEquals(modSeq, inbox().picture().highestModSeq());
    }

    @Test
    default void draftGoesIntoSeveralMailboxesAndMayThenBeClosed() throws StoreException {
        Draft draft = Mails.draft(alice(), "to all\r\n");
        NewMessage message = new NewMessage(draft, Flags.NONE, Mails.DATE);
        inbox().append(List.of(message));
        mailbox("Archive").append(List.of(message));
        store().account("bob").mailbox(inbox().name()).append(List.of(message));
        draft.close();
        draft.close();
        assertEquals("to all\r\n", Mails.text(inbox(), 1));
        assertEquals("to all\r\n", Mails.text(mailbox("Archive"), 1));
        assertEquals("to all\r\n", Mails.text(store().account("bob").mailbox(inbox().name()), 1));
    }

    @Test
    default void draftCanBeReadWhileItIsWritten() throws StoreException {
        try (Draft draft = Mails.draft(alice(), "one\r\n")) {
            assertEquals(5, draft.size());
            assertEquals("one\r\n", Mails.text(draft.content()));
            draft.write(ByteBuffer.wrap(new byte[] {'2', '\r', '\n'}));
            assertEquals(8, draft.size());
            assertEquals("one\r\n2\r\n", Mails.text(draft.content()));
            assertEquals(8, draft.content().size());
        }
    }

    @Test
    default void draftIsUnwritableOnceAppended() throws StoreException {
        try (Draft draft = Mails.draft(alice(), "one\r\n")) {
            inbox().append(List.of(new NewMessage(draft, Flags.NONE, Mails.DATE)));
            assertThrows(IllegalStateException.class, () -> draft.write(ByteBuffer.allocate(1)));
            assertEquals("one\r\n", Mails.text(draft.content()));
        }
    }

    @Test
    default void closedDraftLeavesNothing() throws StoreException {
        Draft draft = Mails.draft(alice(), "never sent\r\n");
        draft.close();
        assertThrows(IllegalStateException.class, () -> draft.write(ByteBuffer.allocate(1)));
        assertThrows(
                IllegalStateException.class,
                () -> inbox().append(List.of(new NewMessage(draft, Flags.NONE, Mails.DATE))));
        assertEquals(0, inbox().refresh().size());
        assertEquals(1, inbox().picture().uidNext());
    }

    @Test
    default void datesFarAwayAreKept() throws StoreException {
        List<Instant> dates = List.of(
                Instant.parse("1970-01-01T00:00:00Z"),
                Instant.parse("1955-11-05T06:15:00Z"),
                Instant.parse("2099-01-01T00:00:00Z"));
        List<NewMessage> messages = new ArrayList<>();
        try (Draft draft = Mails.draft(alice(), "old\r\n")) {
            dates.forEach(date -> messages.add(new NewMessage(draft, Flags.NONE, date)));
            inbox().append(messages);
        }
        reopen();
        for (int i = 0; i < dates.size(); i++) {
            assertEquals(dates.get(i), inbox().refresh().internalDate(i));
        }
    }

    /** That many keywords. */
    static Flags keywords(int count) {
        List<Flag> flags = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            flags.add(Flag.of("k" + i));
        }
        return Flags.of(flags);
    }
}
