package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.core.mailbox.FlagChange.Mode.ADD;
import static org.pennypost.core.mailbox.FlagChange.Mode.REMOVE;
import static org.pennypost.core.mailbox.FlagChange.Mode.REPLACE;
import static org.pennypost.core.testing.Mails.assertRefused;
import static org.pennypost.core.testing.Mails.set;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/** STORE, RFC 9051 §6.4.6, and conditional STORE, RFC 7162 §3.1.3. */
interface FlagContract extends Stores {
    Flag WORK = Flag.of("work");

    @Test
    default void flagsAreAddedRemovedAndReplaced() throws StoreException {
        Mails.append(alice(), "one\r\n", Flag.SEEN);
        Mailbox inbox = inbox();
        change(inbox, set(1), ADD, Flag.FLAGGED, WORK);
        assertEquals(Flags.of(Flag.SEEN, Flag.FLAGGED, WORK), Mails.flags(inbox, 1));
        change(inbox, set(1), REMOVE, Flag.SEEN, Flag.of("WORK"));
        assertEquals(Flags.of(Flag.FLAGGED), Mails.flags(inbox, 1));
        change(inbox, set(1), REPLACE, Flag.DELETED, Flag.of("other"));
        assertEquals(Flags.of(Flag.DELETED, Flag.of("other")), Mails.flags(inbox, 1));
        change(inbox, set(1), REPLACE);
        assertEquals(Flags.NONE, Mails.flags(inbox, 1));
        reopen();
        inbox().refresh();
        assertEquals(Flags.NONE, Mails.flags(inbox(), 1));
    }

    @Test
    default void onlyMessagesThatExistAreChanged() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        Mails.append(alice(), "three\r\n");
        inbox().expunge(set(2), Mailbox.Expunging.ALL);
        assertTrue(change(inbox(), UidSet.ALL, ADD, Flag.SEEN).isEmpty());
        assertEquals(List.of(1L, 3L), Mails.uids(inbox().picture()));
        assertEquals(0, inbox().picture().unseen());
        assertTrue(change(inbox(), set(2, 7), ADD, Flag.DELETED).isEmpty());
        assertEquals(0, inbox().picture().deleted());
    }

    // RFC 7162 §3.1
    @Test
    default void eachChangeHasAHigherModificationSequence() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        Mailbox inbox = inbox();
        long first = Mails.modSeq(inbox, 1);
        long second = Mails.modSeq(inbox, 2);
        assertTrue(second > first);
        change(inbox, set(1), ADD, Flag.SEEN);
        assertTrue(Mails.modSeq(inbox, 1) > second);
        assertEquals(second, Mails.modSeq(inbox, 2));
        assertEquals(Mails.modSeq(inbox, 1), inbox.picture().highestModSeq());
        List<Integer> changed = new ArrayList<>();
        inbox.picture().changedSince(second, changed::add);
        assertEquals(List.of(0), changed);
    }

    @Test
    default void whatStaysAsItIsGetsNoModificationSequence() throws StoreException {
        Mails.append(alice(), "one\r\n", Flag.SEEN);
        Mails.append(alice(), "two\r\n");
        Mailbox inbox = inbox();
        long before = Mails.modSeq(inbox, 1);
        change(inbox, UidSet.ALL, ADD, Flag.SEEN);
        assertEquals(before, Mails.modSeq(inbox, 1));
        Picture picture = inbox.picture();
        change(inbox, UidSet.ALL, ADD, Flag.SEEN);
        change(inbox, UidSet.ALL, REMOVE, Flag.of("unheard-of"));
        assertEquals(picture.highestModSeq(), inbox.refresh().highestModSeq());
    }

    // RFC 7162 §3.1.3
    @Test
    default void messagesChangedSinceAreLeftAlone() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        Mailbox inbox = inbox();
        long seen = inbox.picture().highestModSeq();
        change(inbox, set(1), ADD, Flag.ANSWERED);
        FlagChange change = new FlagChange(ADD, Flags.of(Flag.SEEN));
        assertEquals(set(1), inbox.store(UidSet.range(1, 2), change, seen));
        assertEquals(Flags.of(Flag.ANSWERED), Mails.flags(inbox, 1));
        assertEquals(Flags.of(Flag.SEEN), Mails.flags(inbox, 2));
        assertEquals(set(1, 2), inbox.store(UidSet.range(1, 2), change, 0));
        assertEquals(
                UidSet.EMPTY,
                inbox.store(UidSet.range(1, 2), change, inbox.picture().highestModSeq()));
    }

    @Test
    default void tooManyKeywordsChangeNothing() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mails.append(alice(), "two\r\n");
        Mailbox inbox = inbox();
        int most = FlagTable.MAX_FLAGS - Flag.SYSTEM.size();
        FlagChange change = new FlagChange(ADD, AppendContract.keywords(most + 1));
        assertRefused(Reason.LIMIT, () -> inbox.store(UidSet.ALL, change, Long.MAX_VALUE));
        assertEquals(Flags.NONE, Mails.flags(inbox, 1));
        inbox.store(UidSet.ALL, new FlagChange(ADD, AppendContract.keywords(most)), Long.MAX_VALUE);
        assertEquals(most, Mails.flags(inbox, 2).size());
    }

    @Test
    default void oldPicturesStayAsTheyWere() throws StoreException {
        Mails.append(alice(), "one\r\n");
        Mailbox inbox = inbox();
        Picture before = inbox.picture();
        change(inbox, set(1), ADD, Flag.SEEN);
        inbox.expunge(set(1), Mailbox.Expunging.ALL);
        assertEquals(1, before.size());
        assertEquals(Flags.NONE, before.flags(0));
        assertEquals(5, before.octets(0));
    }

    private static UidSet change(Mailbox mailbox, UidSet uids, FlagChange.Mode mode, Flag... flags)
            throws StoreException {
        return mailbox.store(uids, new FlagChange(mode, Flags.of(flags)), Long.MAX_VALUE);
    }
}
