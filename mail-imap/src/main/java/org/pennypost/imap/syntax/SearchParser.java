package org.pennypost.imap.syntax;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.SearchCommand.MultiSearch;
import org.pennypost.imap.syntax.SearchCommand.Search;

/** The arguments of SEARCH and of what searches like it: RFC 9051 §6.4.4; {@link SearchKeyParser} reads the keys. */
final class SearchParser {
    static final ResponseCode KNOWN = new ResponseCode.BadCharset(List.of("US-ASCII", "UTF-8"));

    private final ImapScanner in;
    private Charset charset = StandardCharsets.UTF_8;
    private boolean labelled;

    private SearchParser(ImapScanner in) {
        this.in = in;
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
            throw returns.refusal(refused);
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

    /** The same behind return options. */
    static SearchCriteria searchCriteria(ImapScanner in, SearchReturns returns) {
        try {
            return searchCriteria(in);
        } catch (CommandRefusedException refused) {
            throw returns.refusal(refused);
        }
    }

    /** {@code search-criteria = search-key *(SP search-key)} as it is stored, RFC 5466 §4 */
    static SearchKey storedCriteria(ImapScanner in) {
        SearchKey key = new SearchKeyParser(in, StandardCharsets.UTF_8).searchKeys();
        in.expectEnd();
        return key;
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
        SearchKey key = new SearchKeyParser(in, charset).searchKeys();
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
}
