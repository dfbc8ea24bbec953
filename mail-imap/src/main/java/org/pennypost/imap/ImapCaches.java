package org.pennypost.imap;

import java.util.function.LongConsumer;
import org.pennypost.core.mailbox.CachingMailbox;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.talk.CacheFill;

/** What IMAP has a mailbox keep of its messages, made before somebody asks. Blocks; thread-safe. */
public final class ImapCaches {
    private ImapCaches() {}

    /**
     * Reads all messages of a mailbox and has it keep what FETCH (RFC 9051 §6.4.5) and SEARCH (RFC 9051 §6.4.4) will
     * want to know of them. Does nothing if the mailbox keeps nothing.
     *
     * @param done is told how many messages have been read
     */
    public static void fill(Mailbox mailbox, LongConsumer done) throws StoreException {
        if (mailbox instanceof CachingMailbox) {
            new CacheFill(mailbox, done).run();
        }
    }
}
