package org.pennypost.imap.syntax;

import java.util.List;

/** URLs that let others read parts of messages, and these parts: RFC 4467 §8. */
public final class UrlResponse {
    private final ResponseWriter out;

    private UrlResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static UrlResponse on(ResponseWriter out) {
        return new UrlResponse(out);
    }

    /** RFC 4467 §BASE.7.4.GENURLAUTH. */
    public void genUrlAuth(List<String> urls) {
        out.ascii("* GENURLAUTH");
        urls.forEach(this::url);
        close();
    }

    /** Begins RFC 4467 §BASE.7.4.URLFETCH, which {@link #close} ends. */
    public void openUrlFetch() {
        out.ascii("* URLFETCH");
    }

    /** One URL; in URLFETCH what it names comes behind it. */
    public UrlResponse url(String url) {
        out.space().string(url);
        return this;
    }

    /** It names nothing, or nothing for this user. */
    public void nil() {
        out.space().nil();
    }

    /** It names so many octets, which the caller sends before anything else. */
    public void literal(long octets) {
        out.space().literal(octets);
    }

    /** Ends the response. */
    public void close() {
        out.crlf();
    }
}
