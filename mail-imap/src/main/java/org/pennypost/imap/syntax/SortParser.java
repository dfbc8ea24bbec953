package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.SearchCommand.Sort;
import org.pennypost.imap.syntax.SearchCommand.Thread;

/** The arguments of SORT and THREAD: RFC 5256 §5, RFC 5267 §5, RFC 5957 §5. */
final class SortParser {
    private SortParser() {}

    /**
     * {@code sort = "SORT" SP sort-criteria SP search-criteria}, {@code extended-sort = "SORT" search-return-opts SP
     * sort-criteria SP search-criteria}
     */
    static Sort sort(ImapScanner in, boolean byUid) {
        in.space();
        SearchReturns returns = SearchParser.searchReturnOpts(in);
        List<SortCriterion> criteria = sortCriteria(in);
        in.space();
        SearchCriteria search = SearchParser.searchCriteria(in, returns);
        boolean relevancy = criteria.stream().anyMatch(one -> one.key() == SortKey.RELEVANCY);
        SearchParser.checkRelevancy(relevancy || returns.has(SearchReturn.RELEVANCY), search.key());
        return new Sort(byUid, returns, criteria, search);
    }

    /** {@code thread = "THREAD" SP thread-alg SP search-criteria} */
    static Thread thread(ImapScanner in, boolean byUid) {
        in.space();
        ThreadAlgorithm algorithm = threadAlg(in);
        in.space();
        return new Thread(byUid, algorithm, SearchParser.searchCriteria(in));
    }

    /**
     * {@code sort-criteria = "(" sort-criterion *(SP sort-criterion) ")"}. Behind a key the same key decides nothing any
     * more and is left out, so there are never more criteria than keys.
     */
    private static List<SortCriterion> sortCriteria(ImapScanner in) {
        List<SortCriterion> criteria = new ArrayList<>();
        Set<SortKey> keys = EnumSet.noneOf(SortKey.class);
        in.expect('(');
        do {
            SortCriterion criterion = sortCriterion(in);
            if (keys.add(criterion.key())) {
                criteria.add(criterion);
            }
        } while (in.skip(' '));
        in.expect(')');
        return criteria;
    }

    /** {@code sort-criterion = ["REVERSE" SP] sort-key} */
    private static SortCriterion sortCriterion(ImapScanner in) {
        String word = in.word(ImapOctets.LABEL_CHAR);
        boolean descending = word.equals("REVERSE");
        if (descending) {
            in.space();
            word = in.word(ImapOctets.LABEL_CHAR);
        }
        return new SortCriterion(named(SortKey.values(), word, "unknown sort key"), descending);
    }

    /** {@code thread-alg = "ORDEREDSUBJECT" / "REFERENCES" / thread-alg-ext} */
    private static ThreadAlgorithm threadAlg(ImapScanner in) {
        return named(ThreadAlgorithm.values(), in.word(ImapOctets.ATOM_CHAR), "unknown threading algorithm");
    }

    private static <T extends Enum<T>> T named(T[] all, String name, String otherwise) {
        for (T one : all) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw new SyntaxException(otherwise);
    }
}
