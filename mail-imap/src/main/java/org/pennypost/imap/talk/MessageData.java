package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.SectionText;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.FetchItem.Attribute;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.Partial;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.Section;
import org.pennypost.imap.syntax.TextMode;

/** Writes the FETCH response of one message after another, items of its content among them: RFC 9051 §7.5.2. */
final class MessageData {
    /** More text than this about one message is nothing that a client needs, in octets. */
    private static final long MOST = 4L * 1024 * 1024;

    private final Talk talk;
    private final Selection selection;
    private final FetchPlan plan;
    private final List<FetchItem> items;
    /** Whether the fields that are kept answer the item, for each item. */
    private final List<Boolean> fromFields;

    private final FetchAnswer answer;
    private final FetchResponse fetch;
    private final TextMode mode;
    private final BinaryData binary;

    MessageData(Talk talk, Selection selection, FetchPlan plan, FetchAnswer answer) {
        this.talk = talk;
        this.selection = selection;
        this.plan = plan;
        this.items = plan.items();
        this.answer = answer;
        this.fetch = FetchResponse.on(answer.out());
        this.mode = talk.text();
        this.fromFields = items.stream()
                .map(item -> item instanceof FetchItem.Body body && KeptFields.answer(body.section()))
                .toList();
        this.binary = new BinaryData(answer, fetch, talk.rev2());
    }

    /**
     * Writes a response; may block. A message that is gone is not written.
     *
     * @param tellsFlags whether the flags are to be told even if nobody asked (RFC 9051 §6.4.5)
     * @return what keeps some item from being answered, if anything does
     * @throws StoreException EXPUNGED if the message is gone; then nothing was written
     */
    Optional<ResponseCode> write(FetchMessage message, boolean tellsFlags) throws StoreException {
        Optional<ResponseCode> trouble = Optional.empty();
        long most = answer.size() + MOST;
        message.find(plan.needs());
        talk.fetch(message.number(), selection, fetch);
        for (int i = 0; i < items.size(); i++) {
            Optional<ResponseCode> refused = write(items.get(i), fromFields.get(i), message);
            trouble = refused.isPresent() ? refused : trouble;
            if (answer.size() > most) {
                throw new StoreException(StoreException.Reason.LIMIT, "more text about a message than we make");
            }
        }
        boolean mayBeEmpty = trouble.isPresent() && !items.contains(Attribute.UID);
        if (mayBeEmpty) {
            fetch.uid(message.uid());
        }
        if (tellsFlags && !items.contains(Attribute.FLAGS)) {
            selection.writeFlags(message.number(), message.uid(), fetch);
        }
        fetch.close();
        return trouble;
    }

    private Optional<ResponseCode> write(FetchItem item, boolean kept, FetchMessage message) throws StoreException {
        if (item instanceof FetchItem.Body body && kept) {
            fetch.octets(
                    item,
                    part(message.facts().header().fields(body.section().fields().names()), body.partial()));
        } else if (item instanceof FetchItem.Body body) {
            section(item, body.section(), body.partial(), message.source());
        } else if (item instanceof FetchItem.Binary part) {
            return binary.write(part, message.source());
        } else if (item instanceof FetchItem.BinarySize part) {
            return binary.writeSize(part, message.source());
        } else if (item instanceof FetchItem.Preview preview) {
            fetch.preview(preview, message.facts().preview());
        } else {
            attribute((Attribute) item, message);
        }
        return Optional.empty();
    }

    private void attribute(Attribute item, FetchMessage message) throws StoreException {
        switch (item) {
            case ENVELOPE -> fetch.written(item, message.facts().envelope(mode));
            case BODY -> fetch.written(item, message.facts().body(mode));
            case BODYSTRUCTURE -> fetch.written(item, message.facts().bodyStructure(mode));
            case RFC822 -> section(item, Section.WHOLE, Partial.WHOLE, message.source());
            case RFC822_HEADER -> section(item, Section.HEADER, Partial.WHOLE, message.source());
            case RFC822_TEXT -> section(item, Section.TEXT, Partial.WHOLE, message.source());
            case EMAILID -> fetch.objectId(item, message.facts().emailId());
            case THREADID ->
                fetch.objectId(item, ObjectIds.threadId(message.facts().header()));
            default -> Fetching.writeAttribute(item, message.number(), selection, fetch);
        }
    }

    /** RFC 9051 §6.4.5.1. */
    private void section(FetchItem item, Section section, Partial partial, MessageSource source) throws StoreException {
        Optional<Extent> extent = extent(section, source);
        if (extent.isEmpty()) {
            fetch.nil(item);
        } else if (section.fields().areSelected()) {
            fetch.octets(item, part(fields(section, extent.get(), source), partial));
        } else {
            Extent part = partial.of(extent.get());
            fetch.literal(item, part.length());
            answer.part(source, part);
        }
    }

    /** Where a section lies in the message; empty if it has no such section. May block. */
    static Optional<Extent> extent(Section section, MessageSource source) throws StoreException {
        if (!section.part().isEmpty()) {
            return source.structure().section(section.part(), section.text());
        }
        if (section.text() == SectionText.WHOLE) {
            return Optional.of(source.whole());
        }
        Extent header = source.headerExtent();
        return Optional.of(
                section.text() == SectionText.HEADER
                        ? header
                        : Extent.between(header.end(), source.whole().end()));
    }

    /** RFC 9051 §6.4.5.1 HEADER.FIELDS and HEADER.FIELDS.NOT. */
    static ByteBuffer fields(Section section, Extent extent, MessageSource source) throws StoreException {
        Header header = section.part().isEmpty()
                ? source.header()
                : Header.parse(
                        source.read(new Extent(
                                extent.offset(),
                                Math.min(extent.length(), source.limits().headerOctets()))),
                        source.limits());
        List<String> names = section.fields().names();
        return section.fields().selection() == Section.Selection.ONLY ? header.fields(names) : header.fieldsNot(names);
    }

    /** RFC 9051 §6.4.5: a partial counts in the chosen fields. */
    private static ByteBuffer part(ByteBuffer octets, Partial partial) {
        Extent part = partial.of(new Extent(0, octets.remaining()));
        return octets.slice((int) part.offset(), (int) part.length());
    }
}
