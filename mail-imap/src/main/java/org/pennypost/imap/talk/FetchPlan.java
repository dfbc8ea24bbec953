package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.message.SectionText;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.FetchItem.Attribute;
import org.pennypost.imap.syntax.Section;

/**
 * What a FETCH asks for, and what that takes: RFC 9051 §6.4.5.
 *
 * @param items in the order of the answer
 * @param depth how far a message must be read for the most demanding of them
 * @param marksSeen whether the answer makes a message \Seen
 */
record FetchPlan(List<FetchItem> items, Depth depth, boolean marksSeen) {
    /** How far a message must be read. */
    enum Depth {
        /** Not at all: the picture has it. */
        PICTURE,
        /** It must be named, its octets are sent as they are. */
        WHOLE,
        /** Its header. */
        HEADER,
        /** All of it. */
        STRUCTURE
    }

    FetchPlan {
        items = List.copyOf(items);
    }

    /**
     * The plan for these items; with UID in front if the command is by UID (RFC 9051 §6.4.9).
     *
     * @param modSeqs whether the client follows modification sequences: a FETCH that sets \Seen then tells them and the
     *     UIDs, too (RFC 7162 §3.2.4)
     */
    static FetchPlan of(List<FetchItem> asked, boolean byUid, boolean modSeqs) {
        boolean marksSeen = asked.stream().anyMatch(FetchPlan::marksSeen);
        List<FetchItem> items = new ArrayList<>(asked);
        if ((byUid || marksSeen && modSeqs) && !items.contains(Attribute.UID)) {
            items.add(0, Attribute.UID);
        }
        if (marksSeen && modSeqs && !items.contains(Attribute.MODSEQ)) {
            items.add(Attribute.MODSEQ);
        }
        Depth depth = Depth.PICTURE;
        for (FetchItem item : items) {
            depth = depth(item).compareTo(depth) > 0 ? depth(item) : depth;
        }
        return new FetchPlan(items, depth, marksSeen);
    }

    /** Whether the flags are asked for. */
    boolean hasFlags() {
        return items.contains(Attribute.FLAGS);
    }

    private static Depth depth(FetchItem item) {
        if (item instanceof FetchItem.Body body) {
            return depth(body.section());
        }
        if (!(item instanceof Attribute attribute)) {
            return Depth.STRUCTURE;
        }
        return switch (attribute) {
            case ENVELOPE, RFC822_HEADER, RFC822_TEXT, THREADID -> Depth.HEADER;
            case RFC822 -> Depth.WHOLE;
            case BODY, BODYSTRUCTURE, EMAILID -> Depth.STRUCTURE;
            default -> Depth.PICTURE;
        };
    }

    private static Depth depth(Section section) {
        if (!section.part().isEmpty()) {
            return Depth.STRUCTURE;
        }
        return section.text() == SectionText.WHOLE ? Depth.WHOLE : Depth.HEADER;
    }

    /** RFC 9051 §6.4.5: BODY[…] and BINARY[…] without PEEK; RFC 3501 §6.4.5: RFC822 and RFC822.TEXT. */
    private static boolean marksSeen(FetchItem item) {
        return item instanceof FetchItem.Body body && !body.peek()
                || item instanceof FetchItem.Binary binary && !binary.peek()
                || item == Attribute.RFC822
                || item == Attribute.RFC822_TEXT;
    }
}
