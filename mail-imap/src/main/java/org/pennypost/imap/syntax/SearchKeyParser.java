package org.pennypost.imap.syntax;

import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.SearchKey.When;

/** The keys of a search: RFC 9051 §6.4.4. They and their nesting are counted against the limits. */
final class SearchKeyParser {
    /** A key whose name has been read. */
    @FunctionalInterface
    private interface Production {
        SearchKey read(SearchKeyParser p);
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
    private static final int OBJECT_ID_LENGTH = 255;
    private static final String FLAGS_ENTRY = "/flags/";
    /** RFC 7162 §7 {@code attr-flag} leaves it out. */
    private static final String RECENT_ENTRY = FLAGS_ENTRY + "\\Recent";

    private static final Set<String> ENTRY_TYPES = Set.of("PRIV", "SHARED", "ALL");

    private final ImapScanner in;
    private final Charset charset;
    private int keysLeft;
    private int depth;

    /** @param charset of the texts that come */
    SearchKeyParser(ImapScanner in, Charset charset) {
        this.in = in;
        this.charset = charset;
        this.keysLeft = in.limits().searchKeys();
    }

    /** {@code search-key *(SP search-key)} */
    SearchKey searchKeys() {
        List<SearchKey> keys = new ArrayList<>();
        do {
            keys.add(searchKey());
        } while (in.skip(' '));
        return keys.size() == 1 ? keys.get(0) : new SearchKey.And(keys);
    }

    /** RFC 5466 §4: whether a filter can have this name. */
    static boolean isFilterName(String name) {
        return !name.isEmpty() && name.chars().allMatch(FILTER_CHAR::contains);
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

    /**
     * {@code SP astring} in the charset of the command. A quoted string that is not UTF-8 is refused as a charset is that
     * nobody knows (RFC 9051 §6.4.4), with NO: Jakarta Mail writes ISO 8859-1 there once it has enabled UTF8=ACCEPT,
     * searches by itself after NO, and gives up after BAD.
     */
    private String text() {
        in.space();
        if (in.peek() != '"') {
            return Utf8.decode(in.astring(), charset);
        }
        ByteBuffer quoted = in.quotedOctets();
        if (!Utf8.isValid(quoted)) {
            throw new CommandRefusedException(Condition.NO, SearchParser.KNOWN, "text is not UTF-8");
        }
        return Utf8.decode(quoted, charset);
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
            if (!entry.regionMatches(true, 0, FLAGS_ENTRY, 0, FLAGS_ENTRY.length())
                    || entry.equalsIgnoreCase(RECENT_ENTRY)) {
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
