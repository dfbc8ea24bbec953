package org.pennypost.imap.syntax;

import java.util.function.UnaryOperator;

/**
 * Status responses and continuation requests: RFC 9051 §7.1 and §7.6.
 *
 * <p>Texts are for people; what is not printable ASCII in an English one is replaced. Confined to one thread.
 */
public final class StatusResponse {
    private final ResponseWriter out;
    private final UnaryOperator<String> wording;

    private StatusResponse(ResponseWriter out, UnaryOperator<String> wording) {
        this.out = out;
        this.wording = wording;
    }

    /** Writes to {@code out} in English. */
    public static StatusResponse on(ResponseWriter out) {
        return new StatusResponse(out, english -> english);
    }

    /** Writes to {@code out} in another language, in UTF-8: RFC 5255 §3.5 {@code resp-text}. */
    public static StatusResponse on(ResponseWriter out, UnaryOperator<String> wording) {
        return new StatusResponse(out, wording);
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
        out.ascii("+ ");
        write(text);
    }

    /** {@code resp-text = ["[" resp-text-code "]" SP] [text]}, behind its condition */
    private void respText(Condition condition, ResponseCode code, String text) {
        out.space().ascii(condition.name()).space();
        if (code != ResponseCode.NONE) {
            out.ascii("[");
            code.write(out);
            out.ascii("] ");
        }
        write(text);
    }

    private void write(String english) {
        String text = wording.apply(english);
        if (text.equals(english)) {
            out.text(text).crlf();
        } else {
            out.utf8(text).crlf();
        }
    }
}
