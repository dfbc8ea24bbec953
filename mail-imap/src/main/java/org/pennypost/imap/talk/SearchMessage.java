package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;

/**
 * A message as a search looks at it: opened only if some test asks for more than the picture has. A message that is gone
 * has no content any more, and what asks for it finds nothing. Confined to one thread at a time.
 */
final class SearchMessage implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SearchMessage.class.getName());

    private final Selection selection;
    private final MessageLimits limits;
    private final Kept kept;
    private final MessageSource.Room room;
    private final int number;
    private Optional<MessageSource> source = Optional.empty();
    private Optional<SearchFacts> facts = Optional.empty();
    private boolean opened;

    /** What is kept of messages: {@link SearchFacts}, {@link SortFacts}, and {@link MessageFacts} if they are asked for. */
    static final class Kept implements AutoCloseable {
        private final KnownOctets search;
        private final KnownOctets sort;
        private final Supplier<KnownOctets> opening;
        private Optional<KnownOctets> fetch = Optional.empty();

        /** Opens what will be asked for; may block. */
        Kept(Selection selection, MessageLimits limits, boolean searches, boolean sorts) {
            search = KnownOctets.open(selection, SearchFacts.FORMAT, limits, searches);
            sort = KnownOctets.open(selection, SortFacts.FORMAT, limits, sorts);
            opening = () -> KnownOctets.open(selection, MessageFacts.FORMAT, limits, searches);
        }

        private KnownOctets fetch() {
            if (fetch.isEmpty()) {
                fetch = Optional.of(opening.get());
            }
            return fetch.get();
        }

        @Override
        public void close() {
            search.close();
            sort.close();
            fetch.ifPresent(KnownOctets::close);
        }
    }

    /** @param room where it is read */
    SearchMessage(Selection selection, MessageLimits limits, Kept kept, MessageSource.Room room, int number) {
        this.selection = selection;
        this.limits = limits;
        this.kept = kept;
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

    /** Something that is found out by reading. */
    @FunctionalInterface
    interface Question<T> {
        T ask(MessageSource source) throws StoreException;
    }

    /** What is found out by reading it; nothing if it is not there any more, or is damaged. May block. */
    <T> Optional<T> read(Question<T> question) throws StoreException {
        try {
            Optional<MessageSource> content = source();
            return content.isPresent() ? Optional.of(question.ask(content.get())) : Optional.empty();
        } catch (StoreException refused) {
            if (refused.reason() != StoreException.Reason.CORRUPTION) {
                throw refused;
            }
            // who asks for it by FETCH hears so; the others can be searched and sorted nevertheless
            LOG.log(System.Logger.Level.DEBUG, () -> "UID " + uid() + " cannot be searched: " + refused.getMessage());
            return Optional.empty();
        }
    }

    /** The header, if there still is one; may block. */
    Optional<Header> header() throws StoreException {
        return read(MessageSource::header);
    }

    /** The content, if there still is one. */
    private Optional<MessageSource> source() throws StoreException {
        if (!opened) {
            opened = true;
            source = open();
        }
        return source;
    }

    /** What its header tells, if it is still there; may block. */
    Optional<SearchFacts> facts() throws StoreException {
        if (facts.isEmpty()) {
            facts = told(kept.search, SearchFacts::octets).map(SearchFacts::of);
        }
        return facts;
    }

    /** What its header tells SORT and THREAD; nothing if it is gone. May block. */
    SortFacts sortFacts() throws StoreException {
        return told(kept.sort, SortFacts::octets).map(SortFacts::of).orElse(SortFacts.NONE);
    }

    /** RFC 8474 §5.1, if it is still there; may block. */
    Optional<String> emailId() throws StoreException {
        MessageFacts told = fetchFacts();
        return told.hasEmailId()
                ? Optional.of(told.emailId())
                : read(source -> {
                    told.learnEmailId(source, internalDate());
                    kept.fetch().learn(uid(), octets(), told.octets());
                    return told.emailId();
                });
    }

    /** RFC 8474 §5.2, if it is still there; may block. */
    Optional<String> threadId() throws StoreException {
        MessageFacts told = fetchFacts();
        Optional<Header> header = told.hasHeader()
                ? Optional.of(told.header())
                : read(source -> {
                    told.learnHeader(source);
                    kept.fetch().learn(uid(), octets(), told.octets());
                    return told.header();
                });
        return header.map(ObjectIds::threadId);
    }

    /** What is kept for FETCH, which may be nothing; may block. */
    private MessageFacts fetchFacts() {
        return selection.view().removed(number)
                ? MessageFacts.none()
                : kept.fetch().read(uid(), octets()).map(MessageFacts::of).orElseGet(MessageFacts::none);
    }

    private Optional<ByteBuffer> told(KnownOctets where, Function<Header, ByteBuffer> learn) throws StoreException {
        Optional<ByteBuffer> told = selection.view().removed(number) ? Optional.empty() : where.read(uid(), octets());
        if (told.isEmpty()) {
            told = read(MessageSource::skimHeader).map(learn);
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
