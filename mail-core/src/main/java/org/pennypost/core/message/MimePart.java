package org.pennypost.core.message;

import java.util.List;

/**
 * One part of a message's MIME tree (RFC 2045, RFC 2046): where it lies and what its header says of it.
 *
 * <p>All places are offsets from the start of the whole message. Sizes and lines are those of the octets that were
 * read: a part's own line end before a boundary is the boundary's (RFC 2046 §5.1.1). Immutable.
 */
public sealed interface MimePart {
    /** The header of the part with its blank line; of a message's root part, the header of the message. */
    Extent header();

    /** The body, still encoded. */
    Extent body();

    /** How many lines the body has: its line ends (LF, or CRLF), which is what BODYSTRUCTURE counts. */
    long lines();

    /** What the header says. */
    MimeFields fields();

    /** The media type, {@code fields().type()}. */
    default ContentType type() {
        return fields().type();
    }

    /** A part that holds no other, of whatever type. */
    record Leaf(Extent header, Extent body, long lines, MimeFields fields) implements MimePart {}

    /**
     * RFC 2046 §5.1: a part that holds others in a row.
     *
     * @param parts at least one; if the message has none, an empty text stands in at the end of the body
     */
    record Multipart(Extent header, Extent body, long lines, MimeFields fields, List<MimePart> parts)
            implements MimePart {
        /** @throws IllegalArgumentException if there are no parts */
        public Multipart {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a multipart without parts");
            }
        }
    }

    /** RFC 2046 §5.2.1, RFC 6532 §3.7: a part whose body is a message. */
    record Embedded(Extent header, Extent body, long lines, MimeFields fields, MessageStructure message)
            implements MimePart {}
}
