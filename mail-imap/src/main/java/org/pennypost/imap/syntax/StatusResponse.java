package org.pennypost.imap.syntax;

/**
 * Status responses and continuation requests: RFC 9051 §7.1 and §7.6.
 *
 * <p>Texts are for people; what is not printable ASCII in them is replaced. Confined to one thread.
 */
public final class StatusResponse {
    private final ResponseWriter out;

    private StatusResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static StatusResponse on(ResponseWriter out) {
        return new StatusResponse(out);
    }

    /** {@code response-tagged = tag SP resp-cond-state CRLF} */
    public void tagged(Tag tag, Condition condition, ResponseCode code, String text) {
        out.ascii(tag.text());
        respText(condition, code, text);
    }

    /** {@code "*" SP (resp-cond-state / resp-cond-auth / resp-cond-bye) CRLF} */
    public void untagged(Condition condition, ResponseCode code, String text) {
        out.ascii("*");
        respText(condition, code, text);
    }

    /** {@code continue-req = "+" SP resp-text CRLF} */
    public void continuation(String text) {
        out.ascii("+ ").text(text).crlf();
    }

    /** {@code resp-text = ["[" resp-text-code "]" SP] [text]}, behind its condition */
    private void respText(Condition condition, ResponseCode code, String text) {
        out.space().ascii(condition.name()).space();
        if (code != ResponseCode.NONE) {
            out.ascii("[");
            code.write(out);
            out.ascii("] ");
        }
        out.text(text).crlf();
    }
}
