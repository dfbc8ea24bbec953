package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.message.SectionText;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Section.Fields;
import org.pennypost.imap.syntax.Section.Selection;

/** Sections and partials: RFC 9051 §6.4.5.1. */
final class SectionParser {
    private static final OctetSet WORD = OctetSet.ALPHA.and(".");

    private SectionParser() {}

    /** {@code section = "[" [section-spec] "]"} */
    static Section section(ImapScanner in) {
        in.expect('[');
        Section section = sectionSpec(in);
        in.expect(']');
        return section;
    }

    /** {@code section-binary = "[" [section-part] "]"} */
    static List<Integer> sectionBinary(ImapScanner in) {
        in.expect('[');
        List<Integer> part = new ArrayList<>();
        if (in.peek() != ']') {
            do {
                addPart(in, part);
            } while (in.skip('.'));
        }
        in.expect(']');
        return part;
    }

    /** {@code partial = "<" number64 "." nz-number64 ">"} */
    static Partial partial(ImapScanner in) {
        if (!in.skip('<')) {
            return Partial.WHOLE;
        }
        long offset = in.number64();
        in.expect('.');
        // RFC 3501 §9 has nz-number here as well; an empty partial is the client's error
        Partial partial = new Partial(offset, in.nzNumber64());
        in.expect('>');
        return partial;
    }

    /** {@code section-spec = section-msgtext / (section-part ["." section-text])} */
    private static Section sectionSpec(ImapScanner in) {
        List<Integer> part = new ArrayList<>();
        while (OctetSet.DIGIT.contains(in.peek())) {
            addPart(in, part);
            if (!in.skip('.')) {
                return new Section(part, SectionText.WHOLE, Fields.EVERY);
            }
        }
        return part.isEmpty() && in.peek() == ']' ? Section.WHOLE : sectionText(in, part);
    }

    /** {@code section-part = nz-number *("." nz-number)} */
    private static void addPart(ImapScanner in, List<Integer> part) {
        if (part.size() == in.limits().depth()) {
            throw new SyntaxException("section too deep");
        }
        long number = in.nzNumber();
        if (number > Integer.MAX_VALUE) {
            throw new SyntaxException("part number too large");
        }
        part.add((int) number);
    }

    /** {@code section-text = section-msgtext / "MIME"} */
    private static Section sectionText(ImapScanner in, List<Integer> part) {
        String word = in.word(WORD);
        if (word.equals("MIME") && !part.isEmpty()) {
            return new Section(part, SectionText.MIME, Fields.EVERY);
        }
        return sectionMsgtext(in, part, word);
    }

    /** {@code section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT"} */
    private static Section sectionMsgtext(ImapScanner in, List<Integer> part, String word) {
        switch (word) {
            case "HEADER":
                return new Section(part, SectionText.HEADER, Fields.EVERY);
            case "HEADER.FIELDS":
                return new Section(part, SectionText.HEADER, headerList(in, Selection.ONLY));
            case "HEADER.FIELDS.NOT":
                return new Section(part, SectionText.HEADER, headerList(in, Selection.EXCEPT));
            case "TEXT":
                return new Section(part, SectionText.TEXT, Fields.EVERY);
            default:
                throw new SyntaxException("unknown section");
        }
    }

    /** {@code header-list = "(" header-fld-name *(SP header-fld-name) ")"} */
    private static Fields headerList(ImapScanner in, Selection selection) {
        in.space();
        return new Fields(selection, in.list(ImapScanner::astringText));
    }
}
