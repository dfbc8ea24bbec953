package org.pennypost.imap.syntax;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command.MultiSearch;
import org.pennypost.imap.syntax.Command.Search;
import org.pennypost.imap.syntax.SearchKey.When;

/** The arguments of SEARCH: RFC 9051 §6.4.4. Keys and their nesting are counted against the limits. */
final class SearchParser {
    /** A key whose name has been read. */
    @FunctionalInterface
    private interface Production {
        SearchKey read(SearchParser p);
    }

    // spotless:off
    /** RFC 9051 §9 {@code search-key} in its order, then what RFC 3501 §9 has besides. */
    private static final Map<String, Production> KEYS = Map.ofEntries(
            entry("ALL",        p -> new SearchKey.All()),
            entry("ANSWERED",   p -> new SearchKey.Flagged(Flag.ANSWERED)),
            entry("BCC",        p -> p.field("Bcc")),
            entry("BEFORE",     p -> p.received(When.BEFORE)),
            entry("BODY",       p -> new SearchKey.Body(p.text())),
            entry("CC",         p -> p.field("Cc")),
            entry("DELETED",    p -> new SearchKey.Flagged(Flag.DELETED)),
            entry("FLAGGED",    p -> new SearchKey.Flagged(Flag.FLAGGED)),
            entry("FROM",       p -> p.field("From")),
            entry("KEYWORD",    p -> p.keyword()),
            entry("ON",         p -> p.received(When.ON)),
            entry("SEEN",       p -> new SearchKey.Flagged(Flag.SEEN)),
            entry("SINCE",      p -> p.received(When.SINCE)),
            entry("SUBJECT",    p -> p.field("Subject")),
            entry("TEXT",       p -> new SearchKey.Text(p.text())),
            entry("TO",         p -> p.field("To")),
            entry("UNANSWERED", p -> not(Flag.ANSWERED)),
            entry("UNDELETED",  p -> not(Flag.DELETED)),
            entry("UNFLAGGED",  p -> not(Flag.FLAGGED)),
            entry("UNKEYWORD",  p -> new SearchKey.Not(p.keyword())),
            entry("UNSEEN",     p -> not(Flag.SEEN)),
            entry("DRAFT",      p -> new SearchKey.Flagged(Flag.DRAFT)),
            entry("HEADER",     p -> p.header()),
            entry("LARGER",     p -> new SearchKey.Larger(p.octets())),
            entry("NOT",        p -> new SearchKey.Not(p.nested())),
            entry("OR",         p -> new SearchKey.Or(p.nested(), p.nested())),
            entry("SENTBEFORE", p -> p.sent(When.BEFORE)),
            entry("SENTON",     p -> p.sent(When.ON)),
            entry("SENTSINCE",  p -> p.sent(When.SINCE)),
            entry("SMALLER",    p -> new SearchKey.Smaller(p.octets())),
            entry("UID",        p -> p.uid()),
            entry("UNDRAFT",    p -> not(Flag.DRAFT)),
            entry("NEW",        p -> new SearchKey.And(List.of(new SearchKey.Recent(), not(Flag.SEEN)))),
            entry("OLD",        p -> new SearchKey.Not(new SearchKey.Recent())),
            entry("RECENT",     p -> new SearchKey.Recent()),
            entry("MODSEQ",     p -> p.modSeq()),                                         // RFC 7162 §3.1.5
            entry("SAVEDBEFORE", p -> p.saved(When.BEFORE)),                              // RFC 8514 §4.3
            entry("SAVEDON",    p -> p.saved(When.ON)),
            entry("SAVEDSINCE", p -> p.saved(When.SINCE)),
            entry("SAVEDATESUPPORTED", p -> new SearchKey.SaveDateSupported()),
            entry("OLDER",      p -> new SearchKey.Older(p.seconds())),                   // RFC 5032 §3
            entry("YOUNGER",    p -> new SearchKey.Younger(p.seconds())),
            entry("UIDAFTER",   p -> new SearchKey.UidAfter(p.uniqueid())),               // RFC 9738
            entry("UIDBEFORE",  p -> new SearchKey.UidBefore(p.uniqueid())),
            entry("FUZZY",      p -> new SearchKey.Fuzzy(p.nested())),                    // RFC 6203 §3
            entry("FILTER",     p -> p.filter()),                                         // RFC 5466 §3.1
            entry("EMAILID",    p -> new SearchKey.EmailId(p.objectId())),                // RFC 8474 §6
            entry("THREADID",   p -> new SearchKey.ThreadId(p.objectId())));
    // spotless:on

    /** RFC 5466 §4 {@code filter-name = 1*<any ATOM-CHAR except "/">} */
    private static final OctetSet FILTER_CHAR = ImapOctets.ATOM_CHAR.without("/");

    private static final OctetSet OBJECT_ID_CHAR =
            OctetSet.ALPHA.and(OctetSet.DIGIT).and("_-");
    private static final ResponseCode KNOWN = new ResponseCode.BadCharset(List.of("US-ASCII", "UTF-8"));

    private static final int OBJECT_ID_LENGTH = 255;
    private static final String FLAGS_ENTRY = "/flags/";
    /** RFC 7162 §7 {@code attr-flag} leaves it out. */
    private static final String RECENT_ENTRY = FLAGS_ENTRY + "\\Recent";

    private static final Set<String> ENTRY_TYPES = Set.of("PRIV", "SHARED", "ALL");

    private final ImapScanner in;
    private Charset charset = StandardCharsets.UTF_8;
    private boolean labelled;
    private int keysLeft;
    private int depth;

    private SearchParser(ImapScanner in) {
        this.in = in;
        this.keysLeft = in.limits().searchKeys();
    }

    /** {@code search = "SEARCH" [search-return-opts] SP search-program} */
    static Search search(ImapScanner in, boolean byUid) {
        SearchParser parser = new SearchParser(in);
        in.space();
        SearchReturns returns = searchReturnOpts(in);
        try {
            SearchKey key = parser.searchProgram();
            checkRelevancy(returns.has(SearchReturn.RELEVANCY), key);
            return new Search(byUid, returns, parser.labelled, key);
        } catch (CommandRefusedException refused) {
            throw returns.has(SearchReturn.SAVE) ? refused.emptyingSaved() : refused;
        }
    }

    /** {@code esearch = "ESEARCH" [SP esearch-source-opts] [SP search-return-opts] SP search-program}, RFC 7377 §4 */
    static MultiSearch esearch(ImapScanner in) {
        SearchParser parser = new SearchParser(in);
        in.space();
        List<EventGroup.Filter> sources = List.of(new EventGroup.Selected(false));
        if (in.skipWord("IN")) {
            in.space();
            sources = in.list(SearchParser::sourceMbox);
            in.space();
        }
        SearchReturns returns = searchReturnOpts(in);
        boolean others = sources.stream().anyMatch(source -> !(source instanceof EventGroup.Selected));
        if (others && returns.has(SearchReturn.SAVE)) {
            // RFC 7377 §2.2
            throw new SyntaxException("only what is found in the selected mailbox can be saved");
        }
        SearchKey key = parser.searchProgram();
        checkRelevancy(returns.has(SearchReturn.RELEVANCY), key);
        return new MultiSearch(sources, returns, parser.labelled, key);
    }

    /** RFC 6203 §4, §6: nobody asks how well something fits that fits or does not; a stored search may say FUZZY. */
    static void checkRelevancy(boolean asked, SearchKey key) {
        if (asked && !key.any(one -> one instanceof SearchKey.Fuzzy || one instanceof SearchKey.Filter)) {
            throw new SyntaxException("RELEVANCY needs FUZZY");
        }
    }

    /** {@code filter-mailboxes} of {@code source-mbox}, RFC 7377 §4: not "selected-delayed" */
    private static EventGroup.Filter sourceMbox(ImapScanner in) {
        EventGroup.Filter filter = NotifyParser.filterMailboxes(in);
        if (filter instanceof EventGroup.Selected selected && selected.delayed()) {
            throw new SyntaxException("unknown choice of mailboxes");
        }
        return filter;
    }

    /** {@code search-criteria = charset 1*(SP search-key)}, RFC 5256 §5 */
    static SearchCriteria searchCriteria(ImapScanner in) {
        SearchParser parser = new SearchParser(in);
        parser.charset = parser.charset();
        in.space();
        return new SearchCriteria(parser.charset.equals(StandardCharsets.UTF_8), parser.labelledKeys());
    }

    /** {@code search-criteria = search-key *(SP search-key)} as it is stored, RFC 5466 §4 */
    static SearchKey storedCriteria(ImapScanner in) {
        SearchKey key = new SearchParser(in).searchKeys();
        in.expectEnd();
        return key;
    }

    /** RFC 5466 §4: whether a filter can have this name. */
    static boolean isFilterName(String name) {
        return !name.isEmpty() && name.chars().allMatch(FILTER_CHAR::contains);
    }

    /** {@code search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"} */
    static SearchReturns searchReturnOpts(ImapScanner in) {
        return in.skipWord("RETURN") ? ReturnParser.searchReturnOpts(in) : SearchReturns.NONE;
    }

    /** {@code search-program = ["CHARSET" SP charset SP] search-key *(SP search-key)} */
    private SearchKey searchProgram() {
        if (in.skipWord("CHARSET")) {
            in.space();
            charset = charset();
            labelled = true;
            in.space();
        }
        return labelledKeys();
    }

    /** RFC 5466 §3.1: a stored search is UTF-8, and so must be what stands beside it. */
    private SearchKey labelledKeys() {
        SearchKey key = searchKeys();
        boolean fits = charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
        if (!fits && key.any(SearchKey.Filter.class::isInstance)) {
            throw new CommandRefusedException(Condition.BAD, KNOWN, "stored searches are UTF-8");
        }
        return key;
    }

    /** {@code charset = atom / quoted}; RFC 9051 §6.4.4: NO with BADCHARSET where it is not known */
    private Charset charset() {
        try {
            return Charset.forName(in.astringText());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new CommandRefusedException(Condition.NO, KNOWN, "unknown charset");
        }
    }

    /** {@code search-key = "ALL" / … / sequence-set / "(" search-key *(SP search-key) ")"} */
    private SearchKey searchKey() {
        if (--keysLeft < 0) {
            throw new SyntaxException("too many search keys");
        }
        int next = in.peek();
        if (next == '(') {
            return parenthesized();
        } else if (next == '*' || next == '$' || OctetSet.DIGIT.contains(next)) {
            return new SearchKey.Numbers(in.sequenceSet());
        }
        Production production = KEYS.get(in.word(OctetSet.ALPHA));
        if (production == null) {
            throw new SyntaxException("unknown search key");
        }
        return production.read(this);
    }

    private SearchKey parenthesized() {
        descend();
        in.expect('(');
        SearchKey key = searchKeys();
        in.expect(')');
        depth--;
        return key;
    }

    /** {@code search-key *(SP search-key)} */
    private SearchKey searchKeys() {
        List<SearchKey> keys = new ArrayList<>();
        do {
            keys.add(searchKey());
        } while (in.skip(' '));
        return keys.size() == 1 ? keys.get(0) : new SearchKey.And(keys);
    }

    /** {@code SP search-key} of NOT and OR */
    private SearchKey nested() {
        descend();
        in.space();
        SearchKey key = searchKey();
        depth--;
        return key;
    }

    private void descend() {
        if (++depth > in.limits().depth()) {
            throw new SyntaxException("search keys nested too deep");
        }
    }

    private SearchKey field(String name) {
        return new SearchKey.Header(name, text());
    }

    /** {@code "HEADER" SP header-fld-name SP astring} */
    private SearchKey header() {
        in.space();
        return new SearchKey.Header(in.astringText(), text());
    }

    /** {@code SP astring} in the charset of the command */
    private String text() {
        in.space();
        return Utf8.decode(in.astring(), charset);
    }

    /** {@code SP flag-keyword} */
    private SearchKey keyword() {
        in.space();
        return new SearchKey.Flagged(FlagParser.flagKeyword(in));
    }

    private SearchKey received(When when) {
        in.space();
        return new SearchKey.Received(when, in.date());
    }

    private SearchKey sent(When when) {
        in.space();
        return new SearchKey.Sent(when, in.date());
    }

    private SearchKey saved(When when) {
        in.space();
        return new SearchKey.Saved(when, in.date());
    }

    /** {@code SP objectid}, RFC 8474 §7 {@code objectid = 1*255(ALPHA / DIGIT / "_" / "-")} */
    private String objectId() {
        in.space();
        String id = in.text(OBJECT_ID_CHAR, "an object id");
        if (id.length() > OBJECT_ID_LENGTH) {
            throw new SyntaxException("object id too long");
        }
        return id;
    }

    /**
     * {@code "MODSEQ" [search-modseq-ext] SP mod-sequence-valzer}, RFC 7162 §7. A message has one modification sequence
     * for all that is of it, so entry name and type make no difference (RFC 7162 §3.1.5).
     */
    private SearchKey modSeq() {
        in.space();
        if (in.peek() == '"') {
            String entry = Utf8.decode(in.string());
            if (!entry.startsWith(FLAGS_ENTRY) || entry.equalsIgnoreCase(RECENT_ENTRY)) {
                throw new SyntaxException("expected an entry that names a flag");
            }
            in.space();
            if (!ENTRY_TYPES.contains(in.word(OctetSet.ALPHA))) {
                throw new SyntaxException("unknown entry type");
            }
            in.space();
        }
        return new SearchKey.ModSeq(in.number64());
    }

    /** {@code "FILTER" SP filter-name}, RFC 5466 §4 */
    private SearchKey filter() {
        in.space();
        return new SearchKey.Filter(in.text(FILTER_CHAR, "the name of a filter"));
    }

    private long octets() {
        in.space();
        return in.number64();
    }

    /** {@code SP nz-number}, RFC 5032 §3 */
    private long seconds() {
        in.space();
        return in.nzNumber();
    }

    /** {@code SP uniqueid}, RFC 9738 */
    private long uniqueid() {
        in.space();
        return in.nzNumber();
    }

    /** {@code "UID" SP sequence-set} */
    private SearchKey uid() {
        in.space();
        return new SearchKey.Uids(in.sequenceSet());
    }

    private static SearchKey not(Flag flag) {
        return new SearchKey.Not(new SearchKey.Flagged(flag));
    }
}
