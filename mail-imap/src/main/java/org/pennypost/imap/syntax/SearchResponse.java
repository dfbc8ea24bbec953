package org.pennypost.imap.syntax;

/**
 * The answer of SEARCH without RETURN to a client that has not enabled IMAP4rev2: RFC 3501 §7.2.5, RFC 9051 §7.3.4; and
 * that of SORT without RETURN: RFC 5256 §BASE.7.2.SORT.
 *
 * <p>Between numbers the writer may be emptied, so that no answer is too long for memory. Confined to one thread.
 */
public final class SearchResponse {
    private final ResponseWriter out;

    private SearchResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static SearchResponse on(ResponseWriter out) {
        return new SearchResponse(out);
    }

    /** Begins the response, which {@link #close} ends. */
    public SearchResponse open() {
        out.ascii("* SEARCH");
        return this;
    }

    /** Begins a SORT response, which {@link #close} ends: {@code sort-data = "SORT" *(SP nz-number)} */
    public SearchResponse openSort() {
        out.ascii("* SORT");
        return this;
    }

    /** A number that was found. */
    public SearchResponse found(long number) {
        out.space().number(number);
        return this;
    }

    /** RFC 7162 §3.1.6, §3.1.9: the highest modification sequence of what was found; the last thing before the end. */
    public SearchResponse modSeq(long modSeq) {
        out.ascii(" (MODSEQ ").number(modSeq).ascii(")");
        return this;
    }

    /** Ends the response. */
    public void close() {
        out.crlf();
    }
}
