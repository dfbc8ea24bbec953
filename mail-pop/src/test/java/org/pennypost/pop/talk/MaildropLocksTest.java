package org.pennypost.pop.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Held;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;
import org.pennypost.pop.Maildrop;

class MaildropLocksTest {
    private final MaildropLocks locks = new MaildropLocks();
    private final Held held = new Held();
    private int closed;

    @Test
    void aMaildropIsOpenOnce() throws StoreException {
        MarkedMaildrop maildrop = open(() -> {});
        Mails.assertRefused(Reason.IN_USE, () -> open(() -> {}));
        held.release(maildrop);
        held.release(open(() -> {}));
        assertEquals(2, closed);
    }

    /** What is refused for want of memory does not end the conversation, whose client tries again. */
    @Test
    void whoseLoginFailedMayTryAgain() throws StoreException {
        MaildropLocks.First hungry = () -> {
            throw new OutOfMemoryError("of this test");
        };
        MaildropLocks.First refused = () -> {
            throw new StoreException(Reason.UNAVAILABLE, "of this test");
        };
        assertThrows(OutOfMemoryError.class, () -> open(hungry));
        Mails.assertRefused(Reason.UNAVAILABLE, () -> open(refused));
        assertEquals(2, closed);
        assertTrue(held.isEmpty());
        assertEquals(0, open(() -> {}).size());
    }

    private MarkedMaildrop open(MaildropLocks.First first) throws StoreException {
        return locks.open(user -> new Empty(), "tim", held, first);
    }

    private final class Empty implements Maildrop {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public long octets(int message) {
            throw new IndexOutOfBoundsException(message);
        }

        @Override
        public String uniqueId(int message) {
            throw new IndexOutOfBoundsException(message);
        }

        @Override
        public Content content(int message) {
            throw new IndexOutOfBoundsException(message);
        }

        @Override
        public BitSet remove(BitSet messages) {
            return messages;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
