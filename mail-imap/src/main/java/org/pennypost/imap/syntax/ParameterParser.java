package org.pennypost.imap.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.MessageCommand.Changes;
import org.pennypost.imap.syntax.SelectParameters.QuickResync;

/** What extensions add to commands in parentheses: RFC 4466 §2.1 to §2.5. One that is not known is BAD. */
final class ParameterParser {
    /** RFC 6154 §6 {@code use-attr}: an atom behind a backslash. */
    private static final OctetSet USE_ATTR = ImapOctets.ATOM_CHAR.and("\\");

    private final ImapScanner in;
    private final Set<String> given = new HashSet<>();
    private boolean condstore;
    private SelectParameters.Resync resync = SelectParameters.NONE.resync();
    private List<String> uses = List.of();
    private long since = Changes.UNASKED;
    private boolean vanished;
    private PartialRange page = PartialRange.ALL;
    private long unchangedSince = MessageCommand.Store.ALWAYS;

    private ParameterParser(ImapScanner in) {
        this.in = in;
    }

    /** Reads the value of a parameter whose name has been read. */
    @FunctionalInterface
    private interface Value {
        void read(String name);
    }

    /** {@code select-params = SP "(" select-param *(SP select-param) ")"}, RFC 4466 §2.1 */
    static SelectParameters selectParams(ImapScanner in) {
        ParameterParser parser = new ParameterParser(in);
        parser.optional(parser::selectParam);
        return new SelectParameters(parser.condstore, parser.resync);
    }

    /** {@code create-params = SP "(" create-param *(SP create-param) ")"}, RFC 4466 §2.2; here the attributes of USE */
    static List<String> createParams(ImapScanner in) {
        ParameterParser parser = new ParameterParser(in);
        parser.optional(parser::createParam);
        return parser.uses;
    }

    /** {@code fetch-modifiers = SP "(" fetch-modifier *(SP fetch-modifier) ")"}, RFC 4466 §2.4 */
    static Changes fetchModifiers(ImapScanner in) {
        ParameterParser parser = new ParameterParser(in);
        parser.optional(parser::fetchModifier);
        return new Changes(parser.since, parser.vanished, parser.page);
    }

    /** {@code store-modifiers = "(" store-modifier *(SP store-modifier) ")"}, RFC 4466 §2.5 */
    static long storeModifiers(ImapScanner in) {
        ParameterParser parser = new ParameterParser(in);
        parser.list(parser::storeModifier);
        return parser.unchangedSince;
    }

    /** {@code select-param =/ "CONDSTORE" / "QRESYNC" SP "(" uidvalidity SP mod-sequence-value … ")"}, RFC 7162 §7 */
    private void selectParam(String name) {
        switch (name) {
            case "CONDSTORE" -> condstore = true;
            case "QRESYNC" -> resync = quickResync();
            default -> throw unknown();
        }
    }

    /** {@code create-param =/ "USE" SP "(" [use-attr *(SP use-attr)] ")"}, RFC 6154 §6 */
    private void createParam(String name) {
        if (!name.equals("USE")) {
            throw unknown();
        }
        in.space();
        uses = in.listOrEmpty(one -> one.text(USE_ATTR, "a special use"));
    }

    /**
     * {@code fetch-modifier =/ "CHANGEDSINCE" SP mod-sequence-value / "VANISHED"}, RFC 7162 §7; {@code modifier-partial},
     * RFC 9394 §4
     */
    private void fetchModifier(String name) {
        switch (name) {
            case "CHANGEDSINCE" -> {
                in.space();
                // Deviates from RFC 7162 §7: since 0 is taken and finds all, because an iPhone asks so for a mailbox
                // of which it has no modification sequence yet.
                since = in.number64();
            }
            case "VANISHED" -> vanished = true;
            case "PARTIAL" -> {
                in.space();
                page = PartialRange.partialRange(in);
            }
            default -> throw unknown();
        }
    }

    /** {@code store-modifier =/ "UNCHANGEDSINCE" SP mod-sequence-valzer}, RFC 7162 §7 */
    private void storeModifier(String name) {
        if (!name.equals("UNCHANGEDSINCE")) {
            throw unknown();
        }
        in.space();
        unchangedSince = in.number64();
    }

    /** {@code uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data]}, RFC 7162 §7 */
    private QuickResync quickResync() {
        in.space();
        in.expect('(');
        long uidValidity = in.nzNumber();
        in.space();
        long modSeq = in.nzNumber64();
        UidSet known = in.spaceAnd(OctetSet.DIGIT) ? knownUids() : UidSet.ALL;
        UidSet numbers = UidSet.EMPTY;
        UidSet uids = UidSet.EMPTY;
        if (in.skip(' ')) {
            in.expect('(');
            numbers = plainSet();
            in.space();
            uids = plainSet();
            in.expect(')');
        }
        in.expect(')');
        return new QuickResync(uidValidity, modSeq, known, numbers, uids);
    }

    private UidSet knownUids() {
        in.space();
        return plainSet();
    }

    /** {@code sequence-set} without {@code *} and {@code $}, RFC 7162 §7 {@code known-uids} */
    private UidSet plainSet() {
        SequenceSet set = in.sequenceSet();
        if (set.isSaved() || set.hasStar()) {
            throw new SyntaxException("only numbers stand here");
        }
        return set.resolve(1);
    }

    private void optional(Value value) {
        if (in.skip(' ')) {
            list(value);
        }
    }

    /** Each name once (RFC 4466 §2.1). */
    private void list(Value value) {
        in.list(one -> {
            String name = one.word(ImapOctets.LABEL_CHAR);
            if (!given.add(name)) {
                throw new SyntaxException("parameter given twice");
            }
            value.read(name);
            return name;
        });
    }

    private static SyntaxException unknown() {
        return new SyntaxException("unknown parameter");
    }
}
