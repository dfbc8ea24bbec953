package org.pennypost.imap.talk;

import java.util.function.LongConsumer;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;

/** Reads messages before somebody asks, and has the mailbox keep what FETCH and SEARCH will want to know. A run. */
public final class CacheFill {
    private final Mailbox mailbox;
    private final LongConsumer done;

    /** @param done is told how many messages have been read */
    public CacheFill(Mailbox mailbox, LongConsumer done) {
        this.mailbox = mailbox;
        this.done = done;
    }

    /** Reads all messages of the present picture; those that go meanwhile or are damaged are passed over. */
    public void run() throws StoreException {
        Picture picture = mailbox.refresh();
        try (KnownOctets fetched = KnownOctets.open(mailbox, MessageFacts.FORMAT);
                KnownOctets searched = KnownOctets.open(mailbox, SearchFacts.FORMAT)) {
            for (int i = 0; i < picture.size(); i++) {
                learn(picture.uid(i), picture.octets(i), fetched, searched);
                done.accept(i + 1L);
            }
        }
    }

    private void learn(long uid, long octets, KnownOctets fetched, KnownOctets searched) throws StoreException {
        try (MessageSource source = MessageSource.open(mailbox.content(uid), MessageLimits.DEFAULTS)) {
            MessageFacts facts = MessageFacts.none();
            facts.learnStructure(source);
            fetched.learn(uid, octets, facts.octets());
            searched.learn(uid, octets, SearchFacts.octets(source.header()));
        } catch (StoreException refused) {
            if (refused.reason() != StoreException.Reason.EXPUNGED
                    && refused.reason() != StoreException.Reason.CORRUPTION) {
                throw refused;
            }
        }
    }
}
