package org.pennypost.imap.syntax;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.FetchItem.Attribute;
import org.pennypost.imap.syntax.MessageCommand.Changes;
import org.pennypost.imap.syntax.MessageCommand.Fetch;
import org.pennypost.imap.syntax.MessageCommand.Store;

/** The arguments of FETCH (RFC 9051 §6.4.5) and STORE (RFC 9051 §6.4.6). */
final class FetchParser {
    private static final OctetSet ITEM_CHAR = OctetSet.ALPHA.and(OctetSet.DIGIT).and(".");

    private FetchParser() {}

    /** {@code fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / …) [fetch-modifiers]}, RFC 4466 §2.4 */
    static Fetch fetch(ImapScanner in, boolean byUid) {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        List<FetchItem> items = in.peek() == '(' ? in.list(FetchParser::fetchAtt) : fetchAttOrMacro(in);
        return fetch(byUid, messages, new LinkedHashSet<>(items), ParameterParser.fetchModifiers(in));
    }

    private static Fetch fetch(boolean byUid, SequenceSet messages, Set<FetchItem> items, Changes changes) {
        // RFC 7162 §3.2.6: it belongs to UID FETCH, and to CHANGEDSINCE
        if (changes.vanished() && !(byUid && changes.areAsked())) {
            throw new SyntaxException("VANISHED needs UID FETCH and CHANGEDSINCE");
        }
        if (!byUid && !changes.page().equals(PartialRange.ALL)) {
            throw new SyntaxException("PARTIAL needs UID FETCH");
        }
        if (changes.areAsked()) {
            // RFC 7162 §3.1.4.1: it is asked for implicitly
            items.add(Attribute.MODSEQ);
        }
        return new Fetch(byUid, messages, List.copyOf(items), changes);
    }

    /** {@code store = "STORE" SP sequence-set [store-modifiers] SP store-att-flags}, RFC 4466 §2.5 */
    static Store store(ImapScanner in, boolean byUid) {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        long unchangedSince = Store.ALWAYS;
        if (in.peek() == '(') {
            unchangedSince = ParameterParser.storeModifiers(in);
            in.space();
        }
        FlagChange.Mode mode = mode(in);
        String word = in.word(ITEM_CHAR);
        boolean silent = word.equals("FLAGS.SILENT");
        if (!silent && !word.equals("FLAGS")) {
            throw new SyntaxException("expected FLAGS");
        }
        in.space();
        return new Store(byUid, messages, new FlagChange(mode, FlagParser.flags(in)), silent, unchangedSince);
    }

    /** {@code store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag)))} */
    private static FlagChange.Mode mode(ImapScanner in) {
        if (in.skip('+')) {
            return FlagChange.Mode.ADD;
        }
        return in.skip('-') ? FlagChange.Mode.REMOVE : FlagChange.Mode.REPLACE;
    }

    /** {@code "ALL" / "FULL" / "FAST" / fetch-att}: a macro stands alone (RFC 9051 §6.4.5) */
    private static List<FetchItem> fetchAttOrMacro(ImapScanner in) {
        String word = in.word(ITEM_CHAR);
        switch (word) {
            case "ALL":
                return FetchItem.ALL;
            case "FAST":
                return FetchItem.FAST;
            case "FULL":
                return FetchItem.FULL;
            default:
                return List.of(fetchAtt(in, word));
        }
    }

    /** {@code fetch-att} */
    static FetchItem fetchAtt(ImapScanner in) {
        return fetchAtt(in, in.word(ITEM_CHAR));
    }

    /** {@code fetch-att = "ENVELOPE" / "FLAGS" / … / "BINARY.SIZE" section-binary} */
    private static FetchItem fetchAtt(ImapScanner in, String word) {
        switch (word) {
            case "BODY":
                return in.peek() == '[' ? body(in, false) : Attribute.BODY;
            case "BODY.PEEK":
                return body(in, true);
            case "BINARY":
                return binary(in, false);
            case "BINARY.PEEK":
                return binary(in, true);
            case "BINARY.SIZE":
                return new FetchItem.BinarySize(SectionParser.sectionBinary(in));
            case "PREVIEW":
                return preview(in);
            default:
                return attribute(word);
        }
    }

    /** {@code "BODY" section [partial] / "BODY.PEEK" section [partial]} */
    private static FetchItem body(ImapScanner in, boolean peek) {
        Section section = SectionParser.section(in);
        return new FetchItem.Body(section, SectionParser.partial(in), peek);
    }

    /** {@code "BINARY" [".PEEK"] section-binary [partial]} */
    private static FetchItem binary(ImapScanner in, boolean peek) {
        List<Integer> part = SectionParser.sectionBinary(in);
        return new FetchItem.Binary(part, SectionParser.partial(in), peek);
    }

    /** {@code "PREVIEW" [SP "(" preview-mod *(SP preview-mod) ")"]}, RFC 8970 §6; the only one is LAZY */
    private static FetchItem preview(ImapScanner in) {
        boolean lazy = in.skipText(" (LAZY");
        if (lazy) {
            in.expect(')');
        }
        return new FetchItem.Preview(lazy);
    }

    private static FetchItem attribute(String word) {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.label().equals(word)) {
                return attribute;
            }
        }
        throw new SyntaxException("unknown fetch item");
    }
}
