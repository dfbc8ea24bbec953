package org.pennypost.imap.syntax;

import java.util.List;

/**
 * One thing that a client wants to know of a message: RFC 9051 §9 {@code fetch-att}.
 *
 * <p>ALL, FAST and FULL are read as what they stand for ({@link #ALL}, {@link #FAST}, {@link #FULL}).
 */
public sealed interface FetchItem {
    /** The macro FAST, RFC 9051 §6.4.5. */
    List<FetchItem> FAST = List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE);
    /** The macro ALL, RFC 9051 §6.4.5. */
    List<FetchItem> ALL = List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE, Attribute.ENVELOPE);
    /** The macro FULL, RFC 9051 §6.4.5. */
    List<FetchItem> FULL =
            List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.RFC822_SIZE, Attribute.ENVELOPE, Attribute.BODY);

    /** Items that are one word. */
    enum Attribute implements FetchItem {
        /** RFC 9051 §6.4.5, §7.5.2: sender, recipients, subject. */
        ENVELOPE("ENVELOPE"),
        /** RFC 9051 §6.4.5, §7.5.2. */
        FLAGS("FLAGS"),
        /** RFC 9051 §6.4.5, §2.3.3. */
        INTERNALDATE("INTERNALDATE"),
        /** RFC 3501 §6.4.5: BODY[] by another name; sets \Seen. */
        RFC822("RFC822"),
        /** RFC 3501 §6.4.5: BODY.PEEK[HEADER] by another name. */
        RFC822_HEADER("RFC822.HEADER"),
        /** RFC 9051 §6.4.5, §2.3.4. */
        RFC822_SIZE("RFC822.SIZE"),
        /** RFC 3501 §6.4.5: BODY[TEXT] by another name; sets \Seen. */
        RFC822_TEXT("RFC822.TEXT"),
        /** RFC 9051 §6.4.5: the structure without extension data. */
        BODY("BODY"),
        /** RFC 9051 §6.4.5, §7.5.2: the structure with extension data. */
        BODYSTRUCTURE("BODYSTRUCTURE"),
        /** RFC 9051 §6.4.5, §2.3.1.1. */
        UID("UID"),
        /** RFC 7162 §3.1.4.2. */
        MODSEQ("MODSEQ"),
        /** RFC 8514 §4.2: when it came into this mailbox. */
        SAVEDATE("SAVEDATE"),
        /** RFC 8474 §5.1: names its content, in every mailbox. */
        EMAILID("EMAILID"),
        /** RFC 8474 §5.2: names the conversation that it belongs to. */
        THREADID("THREADID");

        private final String label;

        Attribute(String label) {
            this.label = label;
        }

        /** Its name on the wire, in a command and in an answer. */
        public String label() {
            return label;
        }
    }

    /** RFC 9051 §6.4.5 {@code BODY[section]<partial>}, with {@code peek} BODY.PEEK, which does not set \Seen. */
    record Body(Section section, Partial partial, boolean peek) implements FetchItem {}

    /** RFC 9051 §6.4.5 {@code BINARY[section-binary]<partial>}: a part decoded; with {@code peek} BINARY.PEEK. */
    record Binary(List<Integer> part, Partial partial, boolean peek) implements FetchItem {
        public Binary {
            part = List.copyOf(part);
        }
    }

    /** RFC 8970 §3.2 PREVIEW: its beginning for people; {@code lazy} if the client would rather not wait. */
    record Preview(boolean lazy) implements FetchItem {}

    /** RFC 9051 §6.4.5 {@code BINARY.SIZE[section-binary]}: how large a part is decoded. */
    record BinarySize(List<Integer> part) implements FetchItem {
        public BinarySize {
            part = List.copyOf(part);
        }
    }
}
