package org.pennypost.imap.syntax;

/**
 * The answer of THREAD: RFC 5256 §BASE.7.2.THREAD.
 *
 * <p>Between numbers and lists the writer may be emptied, so that no answer is too long for memory. Confined to one
 * thread.
 */
public final class ThreadResponse {
    private final ResponseWriter out;
    private boolean separates;

    private ThreadResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static ThreadResponse on(ResponseWriter out) {
        return new ThreadResponse(out);
    }

    /** Begins the response, which {@link #close} ends: {@code thread-data = "THREAD" [SP 1*thread-list]} */
    public ThreadResponse open() {
        out.ascii("* THREAD");
        separates = true;
        return this;
    }

    /** Begins a {@code thread-list}. */
    public ThreadResponse begin() {
        separate();
        out.octet('(');
        return this;
    }

    /** A message: the next one is its child, or each list that follows begins with one of its children. */
    public ThreadResponse message(long number) {
        separate();
        out.number(number);
        separates = true;
        return this;
    }

    /** Ends a {@code thread-list}. */
    public ThreadResponse end() {
        out.octet(')');
        separates = false;
        return this;
    }

    /** Ends the response. */
    public void close() {
        out.crlf();
    }

    private void separate() {
        if (separates) {
            out.space();
            separates = false;
        }
    }
}
