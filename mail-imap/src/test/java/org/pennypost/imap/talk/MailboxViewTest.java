package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;

class MailboxViewTest {
    private static final Instant THEN = Instant.ofEpochSecond(1_000_000);

    // RFC9051-7.5.1-c: EXPUNGE lowers the numbers of later messages at once.
    @Test
    void removalsAreNumberedAfterEachOther() {
        MailboxView view = new MailboxView(mailboxOf(11));
        view.look(without(view.picture(), 3, 4, 7, 11));
        assertArrayEquals(new int[] {3, 3, 5, 8}, view.tellRemoved());
        assertEquals(7, view.exists());
    }

    // RFC 2180 §4.1; RFC9051-7.5.1-b: until EXPUNGE is sent the numbers stay and the message can be asked for.
    @Test
    void removedMessageStaysReadableUntilTold() {
        MailboxView view = new MailboxView(mailboxOf(5));
        view.look(without(view.picture(), 2));
        view.look(without(view.picture(), 4));
        assertEquals(5, view.exists());
        assertTrue(view.removed(2));
        assertTrue(view.removed(4));
        assertFalse(view.removed(3));
        assertEquals(4, view.uid(4));
        assertEquals(4, view.sequence(4));
        assertEquals(104, view.octets(4));
        assertEquals(THEN, view.internalDate(4));
        assertArrayEquals(new int[] {2, 3}, view.tellRemoved());
        assertEquals(0, view.sequence(4));
        assertEquals(3, view.sequence(5));
    }

    // RFC9051-5.2-c: a message that came and went unseen is not told of, and no EXISTS lowers the count.
    @Test
    void messageThatCameAndWentBetweenLooksIsNeverTold() {
        MailboxView view = new MailboxView(mailboxOf(2));
        view.look(with(view.picture(), 3));
        view.look(without(view.picture(), 4));
        assertFalse(view.owesRemovals());
        assertTrue(view.tellExists());
        assertEquals(4, view.exists());
        assertEquals(5, view.uid(4));
    }

    // RFC9051-6.4.9-e
    @Test
    void ceilingFindsTheNextMessageWhetherGoneOrNot() {
        MailboxView view = new MailboxView(without(mailboxOf(10), 5));
        view.look(without(view.picture(), 6));
        assertEquals(5, view.ceiling(5));
        assertEquals(5, view.ceiling(6));
        assertEquals(6, view.ceiling(7));
        assertEquals(10, view.ceiling(11));
    }

    @Test
    void changedFlagsAreOwedUntilTold() {
        MailboxView view = new MailboxView(mailboxOf(4));
        PictureEditor edit = view.picture().edit();
        edit.flags(2, 1);
        edit.flags(4, 8);
        edit.append(0, 1, THEN, THEN);
        view.look(edit.done());
        assertArrayEquals(new int[] {2, 4}, view.changed());
        view.flagsTold();
        assertEquals(0, view.changed().length);
    }

    // RFC9051-2.3.1.2-a, RFC9051-5.2-a, RFC9051-7.5.1-a, RFC9051-7.5.1-b
    @Property
    void clientEndsWithThePictureWhateverOthersDo(
            @ForAll @IntRange(max = 600) int start,
            @ForAll @Size(max = 60) List<@IntRange(max = 1_000_000) Integer> acts) {
        Picture mailbox = mailboxOf(start);
        MailboxView view = new MailboxView(mailbox);
        Client client = new Client(view);
        for (int act : acts) {
            mailbox = act(mailbox, act % 6, act / 6);
            if (act % 6 < 3) {
                continue;
            }
            view.look(mailbox);
            client.agrees();
            client.hear(act % 6 == 5);
            client.agrees();
        }
        view.look(mailbox);
        client.hear(true);
        client.knows(mailbox);
    }

    /** What a client makes of the responses alone. */
    private static final class Client {
        private final MailboxView view;
        private final List<long[]> messages = new ArrayList<>();

        Client(MailboxView view) {
            this.view = view;
            for (int number = 1; number <= view.exists(); number++) {
                messages.add(fetch(number));
            }
        }

        void hear(boolean removalsAllowed) {
            if (removalsAllowed) {
                for (int number : view.tellRemoved()) {
                    messages.remove(number - 1);
                }
            }
            for (int number : view.changed()) {
                assertEquals(messages.get(number - 1)[0], view.uid(number));
                messages.set(number - 1, fetch(number));
            }
            view.flagsTold();
            if (view.tellExists()) {
                for (int number = messages.size() + 1; number <= view.exists(); number++) {
                    messages.add(fetch(number));
                }
            }
        }

        void agrees() {
            assertEquals(messages.size(), view.exists());
            for (int number = 1; number <= messages.size(); number++) {
                assertEquals(messages.get(number - 1)[0], view.uid(number));
                assertEquals(number, view.sequence(view.uid(number)));
                assertEquals(number, view.ceiling(view.uid(number)));
                assertEquals(view.removed(number), view.picture().indexOf(view.uid(number)) < 0);
                assertEquals(100 + view.uid(number), view.octets(number));
            }
        }

        void knows(Picture mailbox) {
            assertEquals(mailbox.size(), messages.size());
            for (int index = 0; index < mailbox.size(); index++) {
                assertArrayEquals(
                        new long[] {mailbox.uid(index), mailbox.flagBits(index)}, messages.get(index), "at " + index);
            }
        }

        private long[] fetch(int number) {
            return new long[] {view.uid(number), view.flagBits(number)};
        }
    }

    private static Picture act(Picture mailbox, int kind, int what) {
        if (kind == 0 || mailbox.size() == 0) {
            return with(mailbox, 1 + what % 3);
        }
        long uid = mailbox.uid(what % mailbox.size());
        if (kind == 1) {
            return without(mailbox, uid);
        }
        PictureEditor edit = mailbox.edit();
        edit.flags(uid, what % 32);
        return edit.done();
    }

    private static Picture mailboxOf(int count) {
        return with(Picture.empty("box", 7), count);
    }

    private static Picture with(Picture mailbox, int more) {
        PictureEditor edit = mailbox.edit();
        for (int i = 0; i < more; i++) {
            edit.append(0, 100 + mailbox.uidNext() + i, THEN, THEN);
        }
        return edit.done();
    }

    private static Picture without(Picture mailbox, long... uids) {
        PictureEditor edit = mailbox.edit();
        for (long uid : uids) {
            edit.remove(uid);
        }
        return edit.done();
    }
}
