package org.pennypost.imap.syntax;

/** RFC 5256 §5 {@code sort-criterion}: {@code descending} after REVERSE. Immutable. */
public record SortCriterion(SortKey key, boolean descending) {}
