package org.pennypost.core.message;

import java.util.List;
import java.util.Optional;

/**
 * A message as offsets: its envelope and its MIME tree, without its octets.
 *
 * <p>Complete for IMAP's ENVELOPE, BODY, BODYSTRUCTURE and every {@code BODY[section]}, and made of records only, so
 * that a store can write it down and skip the parse. {@link MessageParser} makes it. Immutable.
 *
 * <pre>{@code
 * MessageStructure message = MessageParser.parse(octets, MessageLimits.DEFAULTS);
 * message.section(List.of(1, 2), SectionText.MIME);   // where BODY[1.2.MIME] lies
 * }</pre>
 *
 * @param envelope what the header says of sender, recipients and subject
 * @param root the part that is the message's body; its header is the message's header
 */
public record MessageStructure(Envelope envelope, MimePart root) {

    /** The header of the message, with its blank line. */
    public Extent header() {
        return root.header();
    }

    /** The body of the message. */
    public Extent text() {
        return root.body();
    }

    /** The whole message. */
    public Extent whole() {
        return Extent.between(header().offset(), text().end());
    }

    /**
     * The part that a part number names: RFC 9051 §6.4.5.1.
     *
     * <p>A message that is no multipart is its own part 1. The numbers behind a part that embeds a message count the
     * parts of that message.
     *
     * @param path the numbers, each from 1; not empty
     */
    public Optional<MimePart> part(List<Integer> path) {
        MessageStructure message = this;
        Optional<MimePart> place = Optional.empty();
        for (int i = 0; i < path.size(); i++) {
            int number = path.get(i);
            if (i > 0 && !(place.get() instanceof MimePart.Multipart)) {
                if (!(place.get() instanceof MimePart.Embedded embedded)) {
                    return Optional.empty();
                }
                message = embedded.message();
            }
            MimePart parent = i > 0 && place.get() instanceof MimePart.Multipart multipart ? multipart : message.root();
            place = child(parent, number);
            if (place.isEmpty()) {
                return place;
            }
        }
        return place;
    }

    /**
     * Where the text of a section lies; nothing if the message has no such section.
     *
     * <p>{@code HEADER} and {@code TEXT} behind part numbers exist for embedded messages only (RFC 9051 §6.4.5.1).
     * {@code MIME} of the part that is a whole message's body is the header of that message: what says how to read the
     * part stands there and nowhere else.
     *
     * @param path the part numbers, each from 1; empty for the message itself
     */
    public Optional<Extent> section(List<Integer> path, SectionText text) {
        if (path.isEmpty()) {
            return switch (text) {
                case WHOLE -> Optional.of(whole());
                case HEADER -> Optional.of(header());
                case TEXT -> Optional.of(text());
                case MIME -> Optional.empty();
            };
        }
        return part(path).flatMap(part -> section(part, text));
    }

    private static Optional<Extent> section(MimePart part, SectionText text) {
        if (text == SectionText.WHOLE) {
            return Optional.of(part.body());
        }
        if (text == SectionText.MIME) {
            return Optional.of(part.header());
        }
        if (!(part instanceof MimePart.Embedded embedded)) {
            return Optional.empty();
        }
        MessageStructure message = embedded.message();
        return Optional.of(text == SectionText.HEADER ? message.header() : message.text());
    }

    private static Optional<MimePart> child(MimePart parent, int number) {
        if (parent instanceof MimePart.Multipart multipart) {
            List<MimePart> parts = multipart.parts();
            return number >= 1 && number <= parts.size() ? Optional.of(parts.get(number - 1)) : Optional.empty();
        }
        return number == 1 ? Optional.of(parent) : Optional.empty();
    }
}
