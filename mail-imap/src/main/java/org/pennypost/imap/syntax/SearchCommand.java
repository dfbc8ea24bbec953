package org.pennypost.imap.syntax;

import java.util.List;
import java.util.Set;

/** What a client looks for: RFC 9051 §6.4.4 and its extensions. Immutable. */
public sealed interface SearchCommand extends Command {
    /**
     * RFC 9051 §6.4.4.
     *
     * @param returns what to answer; without RETURN, RFC 3501 has the SEARCH response
     * @param labelled whether the client named a charset, which has been used
     */
    record Search(boolean byUid, SearchReturns returns, boolean labelled, SearchKey key) implements SearchCommand {
        /** The same with another key. */
        public Search with(SearchKey other) {
            return new Search(byUid, returns, labelled, other);
        }

        @Override
        public boolean usesNumbers() {
            return !byUid || key.usesNumbers();
        }
    }

    /**
     * RFC 7377 §2 ESEARCH.
     *
     * @param sources which mailboxes to search
     * @param labelled whether the client named a charset, which has been used
     */
    record MultiSearch(List<EventGroup.Filter> sources, SearchReturns returns, boolean labelled, SearchKey key)
            implements SearchCommand {
        public MultiSearch {
            sources = List.copyOf(sources);
        }

        /** The same with another key. */
        public MultiSearch with(SearchKey other) {
            return new MultiSearch(sources, returns, labelled, other);
        }

        @Override
        public boolean usesNumbers() {
            return key.usesNumbers();
        }
    }

    /** RFC 5267 §4.3.5: the tags of searches that are no longer to be followed. */
    record CancelUpdate(Set<String> tags) implements SearchCommand {
        public CancelUpdate {
            tags = Set.copyOf(tags);
        }
    }

    /**
     * RFC 5256 §BASE.6.4.SORT, RFC 5267 §3.
     *
     * @param returns what to answer; without RETURN there is a SORT response
     * @param criteria the one that decides first comes first; each key at most once
     */
    record Sort(boolean byUid, SearchReturns returns, List<SortCriterion> criteria, SearchCriteria search)
            implements SearchCommand {
        public Sort {
            criteria = List.copyOf(criteria);
        }

        /** The same with another key. */
        public Sort with(SearchKey other) {
            return new Sort(byUid, returns, criteria, new SearchCriteria(search.utf8(), other));
        }

        @Override
        public boolean usesNumbers() {
            return !byUid || search.key().usesNumbers();
        }
    }

    /** RFC 5256 §BASE.6.4.THREAD. */
    record Thread(boolean byUid, ThreadAlgorithm algorithm, SearchCriteria search) implements SearchCommand {
        /** The same with another key. */
        public Thread with(SearchKey other) {
            return new Thread(byUid, algorithm, new SearchCriteria(search.utf8(), other));
        }

        @Override
        public boolean usesNumbers() {
            return !byUid || search.key().usesNumbers();
        }
    }

    /** RFC 10022: messages in a batch, and which batches are wanted, the first one being 1. */
    record UidBatches(long size, long first, long last) implements SearchCommand {}
}
