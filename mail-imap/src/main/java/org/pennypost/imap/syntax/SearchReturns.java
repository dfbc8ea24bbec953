package org.pennypost.imap.syntax;

import java.util.Set;

/**
 * All that a search is to answer: RFC 9051 §9 {@code search-return-opts}. Immutable.
 *
 * @param options empty without RETURN, ALL for RETURN ()
 * @param page which part of the result PARTIAL asks for (RFC 9394 §3.1); {@link PartialRange#ALL} without
 */
public record SearchReturns(Set<SearchReturn> options, PartialRange page) {
    /** The client did not say RETURN. */
    public static final SearchReturns NONE = new SearchReturns(Set.of(), PartialRange.ALL);

    public SearchReturns {
        options = Set.copyOf(options);
    }

    /** These, without a page. */
    public static SearchReturns of(SearchReturn... options) {
        return new SearchReturns(Set.of(options), PartialRange.ALL);
    }

    /** Whether it is among them. */
    public boolean has(SearchReturn option) {
        return options.contains(option);
    }

    /** Whether the client did not say RETURN. */
    public boolean areMissing() {
        return options.isEmpty();
    }

    /** RFC 9051 §6.4.4.1: of a search with SAVE that is answered NO nothing is saved. */
    public CommandRefusedException refusal(CommandRefusedException refused) {
        return has(SearchReturn.SAVE) ? refused.emptyingSaved() : refused;
    }

    /** RFC 5182 §2.4, RFC 9394 §3.2: whether the answer is about all that was found, not some of it. */
    public boolean coverAll() {
        return has(SearchReturn.ALL)
                || has(SearchReturn.COUNT)
                || !has(SearchReturn.MIN) && !has(SearchReturn.MAX) && !has(SearchReturn.PARTIAL);
    }
}
