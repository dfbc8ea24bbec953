package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.talk.FetchPlan.Need;

/**
 * A message that FETCH tells of: from the cache as far as that goes, else from its octets. Confined to one thread at a
 * time.
 */
final class FetchMessage implements AutoCloseable {
    private final Selection selection;
    private final MessageLimits limits;
    private final KnownOctets known;
    private final MessageSource.Room room;
    private final int number;
    private final long uid;
    private MessageFacts facts = MessageFacts.none();
    private Optional<MessageSource> source = Optional.empty();

    FetchMessage(Selection selection, MessageLimits limits, KnownOctets known, MessageSource.Room room, int number) {
        this.selection = selection;
        this.limits = limits;
        this.known = known;
        this.room = room;
        this.number = number;
        this.uid = selection.view().uid(number);
    }

    int number() {
        return number;
    }

    long uid() {
        return uid;
    }

    /** What is known of it; what {@link #find} was asked for is. */
    MessageFacts facts() {
        return facts;
    }

    /**
     * Sees to it that the answer can be given; may block.
     *
     * @throws StoreException EXPUNGED if the message is gone
     */
    void find(FetchPlan.Needs needs) throws StoreException {
        if (selection.view().removed(number)) {
            throw new StoreException(StoreException.Reason.EXPUNGED, "UID " + uid + " is gone");
        }
        long size = selection.view().octets(number);
        if (needs.facts()) {
            facts = known.read(uid, size).map(MessageFacts::of).orElse(facts);
        }
        learn(needs);
        if (facts.learned()) {
            known.learn(uid, size, facts.octets());
        }
        if (needs.has(Need.OCTETS)) {
            source();
        }
    }

    private void learn(FetchPlan.Needs needs) throws StoreException {
        if (needs.has(Need.STRUCTURE) && !facts.hasStructure()) {
            if (!needs.body()) {
                source().skim();
            }
            facts.learnStructure(source());
        } else if (needs.has(Need.HEADER) && !facts.hasHeader()) {
            facts.learnHeader(source());
        }
        if (needs.has(Need.PREVIEW) && !facts.hasPreview()) {
            facts.learnPreview(source());
        }
        if (needs.has(Need.EMAIL_ID) && !facts.hasEmailId()) {
            facts.learnEmailId(source(), selection.view().internalDate(number));
        }
    }

    /** Its octets; once opened they stay readable whatever others do. */
    MessageSource source() throws StoreException {
        if (source.isEmpty()) {
            Content content = selection.mailbox().content(uid);
            source = Optional.of(MessageSource.open(content, limits, room));
        }
        return source.get();
    }

    @Override
    public void close() {
        source.ifPresent(MessageSource::close);
    }
}
