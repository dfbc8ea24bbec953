package org.pennypost.imap.syntax;

/**
 * What a search is to answer: RFC 9051 §6.4.4, §9 {@code search-return-opt}; RFC 4731 §3.1, RFC 5182 §2, RFC 5267 §4,
 * RFC 9394 §3.1.
 */
public enum SearchReturn {
    /** The lowest number that was found. */
    MIN,
    /** The highest number that was found. */
    MAX,
    /** All numbers that were found. */
    ALL,
    /** How many were found. */
    COUNT,
    /** Nothing: the result is kept as {@code $} (RFC 9051 §6.4.4.1). */
    SAVE,
    /** RFC 9394 §3.1: those of one page of the result. */
    PARTIAL,
    /** RFC 5267 §4.3: from then on what comes into the result and leaves it. */
    UPDATE,
    /** RFC 5267 §4.2: nothing; the client is going to ask for the same again. */
    CONTEXT,
    /** RFC 6203 §4: how well each of those told fits. */
    RELEVANCY
}
