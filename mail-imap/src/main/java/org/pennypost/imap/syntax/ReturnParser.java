package org.pennypost.imap.syntax;

import java.util.EnumSet;
import java.util.Set;
import org.pennypost.core.text.SyntaxException;

/** What a search is to answer: RFC 9051 §9 {@code search-return-opts}, behind the word RETURN. */
final class ReturnParser {
    private final Set<SearchReturn> options = EnumSet.noneOf(SearchReturn.class);
    private PartialRange page = PartialRange.ALL;

    private ReturnParser() {}

    /** {@code SP "(" [search-return-opt *(SP search-return-opt)] ")" SP} */
    static SearchReturns searchReturnOpts(ImapScanner in) {
        in.space();
        ReturnParser parser = new ReturnParser();
        in.listOrEmpty(parser::searchReturnOpt);
        in.space();
        // RFC 9051 §6.4.4: RETURN () is RETURN (ALL)
        return parser.options.isEmpty()
                ? SearchReturns.of(SearchReturn.ALL)
                : new SearchReturns(parser.options, parser.page);
    }

    /** {@code search-return-opt}; one that is not known is BAD (RFC 4466 §2.6.1) */
    private SearchReturn searchReturnOpt(ImapScanner in) {
        String name = in.word(ImapOctets.LABEL_CHAR);
        for (SearchReturn option : SearchReturn.values()) {
            if (option.name().equals(name)) {
                add(option, in);
                return option;
            }
        }
        throw new SyntaxException("unknown search return option");
    }

    /** RFC 9394 §3.1: one of PARTIAL and ALL, and that once. */
    private void add(SearchReturn option, ImapScanner in) {
        boolean lists = option == SearchReturn.ALL || option == SearchReturn.PARTIAL;
        if (lists && (options.contains(SearchReturn.ALL) || options.contains(SearchReturn.PARTIAL))) {
            throw new SyntaxException("ALL or PARTIAL, and once");
        }
        options.add(option);
        if (option == SearchReturn.PARTIAL) {
            in.space();
            page = PartialRange.partialRange(in);
        }
    }
}
