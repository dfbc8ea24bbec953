package org.pennypost.imap.syntax;

/**
 * RFC 5256 §5 {@code search-criteria}. Immutable.
 *
 * @param utf8 whether the charset that the client named is UTF-8; whatever it is, it has been used
 */
public record SearchCriteria(boolean utf8, SearchKey key) {}
