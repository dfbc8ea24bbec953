package org.pennypost.imap.syntax;

import java.util.List;
import org.pennypost.core.message.SectionText;

/**
 * A text of a message: RFC 9051 §6.4.5.1, §9 {@code section-spec}.
 *
 * @param part the part numbers, each from 1; empty for the message itself
 * @param text which text of that part, or {@code HEADER} where {@code fields} select from it
 * @param fields which header fields
 */
public record Section(List<Integer> part, SectionText text, Fields fields) {
    /** {@code BODY[]}. */
    public static final Section WHOLE = new Section(List.of(), SectionText.WHOLE, Fields.EVERY);
    /** {@code BODY[HEADER]}. */
    public static final Section HEADER = new Section(List.of(), SectionText.HEADER, Fields.EVERY);
    /** {@code BODY[TEXT]}. */
    public static final Section TEXT = new Section(List.of(), SectionText.TEXT, Fields.EVERY);

    public Section {
        part = List.copyOf(part);
        if (text == SectionText.MIME && part.isEmpty() || text != SectionText.HEADER && fields.areSelected()) {
            throw new IllegalArgumentException("section " + part + text + fields);
        }
    }

    /**
     * RFC 9051 §6.4.5.1 {@code HEADER.FIELDS} and {@code HEADER.FIELDS.NOT}.
     *
     * @param selection which way the names select
     * @param names header field names as the client wrote them, which the answer repeats
     */
    public record Fields(Selection selection, List<String> names) {
        /** The whole header: {@code HEADER}. */
        public static final Fields EVERY = new Fields(Selection.ALL, List.of());

        public Fields {
            names = List.copyOf(names);
            if ((selection == Selection.ALL) != names.isEmpty()) {
                throw new IllegalArgumentException("fields " + selection + names);
            }
        }

        /** Whether only some fields are wanted. */
        public boolean areSelected() {
            return selection != Selection.ALL;
        }
    }

    /** Which way a list of header field names selects. */
    public enum Selection {
        /** Every field, no list. */
        ALL,
        /** The fields in the list: {@code HEADER.FIELDS}. */
        ONLY,
        /** The fields that are not in the list: {@code HEADER.FIELDS.NOT}. */
        EXCEPT
    }
}
