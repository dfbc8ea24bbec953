package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;

/**
 * A message as a search looks at it: opened only if some test asks for more than the picture has. A message that is gone
 * has no content any more, and what asks for it finds nothing. Confined to one thread at a time.
 */
final class SearchMessage implements AutoCloseable {
    private final Selection selection;
    private final MessageLimits limits;
    private final KnownOctets known;
    private final KnownOctets sortKnown;
    private final MessageSource.Room room;
    private final int number;
    private Optional<MessageSource> source = Optional.empty();
    private Optional<SearchFacts> facts = Optional.empty();
    private boolean opened;

    /**
     * @param known the {@link SearchFacts} that are kept
     * @param sortKnown the {@link SortFacts} that are kept
     * @param room where it is read
     */
    SearchMessage(
            Selection selection,
            MessageLimits limits,
            KnownOctets known,
            KnownOctets sortKnown,
            MessageSource.Room room,
            int number) {
        this.selection = selection;
        this.limits = limits;
        this.known = known;
        this.sortKnown = sortKnown;
        this.room = room;
        this.number = number;
    }

    /** Under which limits it is read. */
    MessageLimits limits() {
        return limits;
    }

    int number() {
        return number;
    }

    long uid() {
        return selection.view().uid(number);
    }

    long flagBits() {
        return selection.view().flagBits(number);
    }

    long octets() {
        return selection.view().octets(number);
    }

    Instant internalDate() {
        return selection.view().internalDate(number);
    }

    Instant saved() {
        return selection.view().saved(number);
    }

    long modSeq() {
        return selection.view().modSeq(number);
    }

    /** The content, if there still is one; may block. */
    Optional<MessageSource> source() throws StoreException {
        if (!opened) {
            opened = true;
            source = open();
        }
        return source;
    }

    /** The header, if there still is one; may block. */
    Optional<Header> header() throws StoreException {
        Optional<MessageSource> content = source();
        return content.isPresent() ? Optional.of(content.get().header()) : Optional.empty();
    }

    /** What its header tells, if it is still there; may block. */
    Optional<SearchFacts> facts() throws StoreException {
        if (facts.isEmpty()) {
            facts = told(known, SearchFacts::octets).map(SearchFacts::of);
        }
        return facts;
    }

    /** What its header tells SORT and THREAD; nothing if it is gone. May block. */
    SortFacts sortFacts() throws StoreException {
        return told(sortKnown, SortFacts::octets).map(SortFacts::of).orElse(SortFacts.NONE);
    }

    private Optional<ByteBuffer> told(KnownOctets where, Function<Header, ByteBuffer> learn) throws StoreException {
        Optional<ByteBuffer> told = selection.view().removed(number) ? Optional.empty() : where.read(uid(), octets());
        if (told.isEmpty()) {
            told = header().map(learn);
            told.ifPresent(octets -> where.learn(uid(), octets(), octets));
        }
        return told;
    }

    /**
     * RFC 5256 §2.2: when it was sent by its header, else when it came, in seconds of the epoch.
     *
     * <p>Deviates from RFC 5256 §2.2: a Date field that says no date is never the earliest possible date, because the
     * same section wants the internal date for one that cannot be parsed, and nobody looks for new mail among the oldest.
     */
    long sent(SortFacts told) {
        return told.sent().orElseGet(() -> internalDate().getEpochSecond());
    }

    @Override
    public void close() {
        source.ifPresent(MessageSource::close);
    }

    private Optional<MessageSource> open() throws StoreException {
        try {
            return Optional.of(MessageSource.open(selection.mailbox().content(uid()), limits, room));
        } catch (StoreException refused) {
            if (refused.reason() == StoreException.Reason.EXPUNGED) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
