package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.message.SectionText;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.FetchItem.Attribute;
import org.pennypost.imap.syntax.Section;

/**
 * What a FETCH asks for, and what that takes: RFC 9051 §6.4.5.
 *
 * @param items in the order of the answer
 * @param needs what must be known of a message
 * @param marksSeen whether the answer makes a message \Seen
 * @param givesText whether the answer has text of a message's body
 */
record FetchPlan(List<FetchItem> items, Needs needs, boolean marksSeen, boolean givesText) {
    /** More items than this about a message that are not in the picture count double, and so on. */
    private static final int USUAL = 8;

    /** Something that must be known of a message. */
    enum Need {
        /** What its header tells. */
        HEADER,
        /** What its structure tells. */
        STRUCTURE,
        /** Its first words. */
        PREVIEW,
        /** The identifier of its content. */
        EMAIL_ID,
        /** Its octets themselves. */
        OCTETS
    }

    /** What must be known of a message. */
    record Needs(Set<Need> all) {
        Needs {
            all = Set.copyOf(all);
        }

        boolean has(Need need) {
            return all.contains(need);
        }

        /** Whether the picture of the mailbox is enough. */
        boolean nothing() {
            return all.isEmpty();
        }

        /** Whether something is asked for beside the structure for which the body is read. */
        boolean body() {
            return has(Need.OCTETS) || has(Need.PREVIEW) || has(Need.EMAIL_ID);
        }

        /** Whether {@link MessageFacts} are asked for. */
        boolean facts() {
            return all.size() > (has(Need.OCTETS) ? 1 : 0);
        }
    }

    FetchPlan {
        items = List.copyOf(items);
    }

    /**
     * The plan for these items; with UID in front if the command is by UID (RFC 9051 §6.4.9).
     *
     * @param talk a FETCH that sets \Seen tells modification sequences and UIDs to a client that follows them (RFC 7162
     *     §3.2.4); the UID is not repeated in UIDFETCH (RFC 9586 §3.3)
     */
    static FetchPlan of(List<FetchItem> asked, boolean byUid, Talk talk) {
        boolean modSeqs = talk.has(Feature.CONDSTORE);
        boolean namedByUid = talk.has(Feature.UIDONLY);
        boolean marksSeen = asked.stream().anyMatch(FetchPlan::marksSeen);
        List<FetchItem> items = new ArrayList<>(asked);
        if ((byUid || marksSeen && modSeqs) && !namedByUid && !items.contains(Attribute.UID)) {
            items.add(0, Attribute.UID);
        }
        if (marksSeen && modSeqs && !items.contains(Attribute.MODSEQ)) {
            items.add(Attribute.MODSEQ);
        }
        Set<Need> needs = EnumSet.noneOf(Need.class);
        for (FetchItem item : items) {
            if (!isInPicture(item)) {
                needs.add(need(item));
            }
        }
        return new FetchPlan(items, new Needs(needs), marksSeen, asked.stream().anyMatch(FetchPlan::givesText));
    }

    /** Whether the flags are asked for. */
    boolean hasFlags() {
        return items.contains(Attribute.FLAGS);
    }

    /** How many times as much as usual may be told of a message: some items are usual, a thousand are not. */
    long weight() {
        long looks = items.stream().filter(item -> !isInPicture(item)).count();
        return Math.max(1, (looks + USUAL - 1) / USUAL);
    }

    private static Need need(FetchItem item) {
        if (item == Attribute.ENVELOPE || item == Attribute.THREADID) {
            return Need.HEADER;
        } else if (item instanceof FetchItem.Body body && KeptFields.answer(body.section())) {
            return Need.HEADER;
        } else if (item == Attribute.BODY || item == Attribute.BODYSTRUCTURE) {
            return Need.STRUCTURE;
        } else if (item instanceof FetchItem.Preview) {
            return Need.PREVIEW;
        }
        return item == Attribute.EMAILID ? Need.EMAIL_ID : Need.OCTETS;
    }

    private static boolean isInPicture(FetchItem item) {
        return item == Attribute.FLAGS
                || item == Attribute.INTERNALDATE
                || item == Attribute.RFC822_SIZE
                || item == Attribute.UID
                || item == Attribute.MODSEQ
                || item == Attribute.SAVEDATE;
    }

    /** RFC 9051 §6.4.5: more than the header; what PREVIEW (RFC 8970) shows is no retrieval. */
    private static boolean givesText(FetchItem item) {
        return item instanceof FetchItem.Body body && givesText(body.section())
                || item instanceof FetchItem.Binary
                || item == Attribute.RFC822
                || item == Attribute.RFC822_TEXT;
    }

    /** The same of a section. */
    static boolean givesText(Section section) {
        return section.text() == SectionText.WHOLE || section.text() == SectionText.TEXT;
    }

    /** RFC 9051 §6.4.5: BODY[…] and BINARY[…] without PEEK; RFC 3501 §6.4.5: RFC822 and RFC822.TEXT. */
    private static boolean marksSeen(FetchItem item) {
        return item instanceof FetchItem.Body body && !body.peek()
                || item instanceof FetchItem.Binary binary && !binary.peek()
                || item == Attribute.RFC822
                || item == Attribute.RFC822_TEXT;
    }
}
