package org.pennypost.smtp.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A reply of a server: RFC 5321 §4.2 {@code Reply-line}, with the enhanced status code of RFC 2034 §4.
 *
 * <pre>{@code
 * SmtpReply.of(250, EnhancedStatus.of(1, 0), "Sender ok").toString();   // 250 2.1.0 Sender ok
 * }</pre>
 *
 * <p>Valid by construction: a code from 200 to 559, one line of text or more, none of them empty or so long that its
 * reply line would pass {@value #MAX_LINE} octets, and no control characters: a text that came from a client cannot
 * end the line. Immutable.
 *
 * @param code three digits
 * @param status the enhanced status code, the same on every line
 * @param lines the text
 */
public record SmtpReply(int code, EnhancedStatus status, List<String> lines) {
    /** RFC 5321 §4.5.3.1.5: the longest reply line, in octets with its CRLF. */
    public static final int MAX_LINE = 512;

    // RFC 5321 §4.2: Reply-code = %x32-35 %x30-35 %x30-39
    private static final int LEAST = 200;
    private static final int MOST = 559;

    /** @throws IllegalArgumentException if this is no reply */
    public SmtpReply {
        lines = List.copyOf(lines);
        if (code < LEAST || code > MOST || code / 10 % 10 > 5) {
            throw new IllegalArgumentException("reply code " + code);
        }
        if (status != EnhancedStatus.NONE && code / 100 == 3) {
            throw new IllegalArgumentException("enhanced status in a 3yz reply");
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply without text");
        }
        int room = MAX_LINE - prefix(code, status, ' ').length() - 2;
        for (String line : lines) {
            if (line.isEmpty() || octets(line).length > room || line.chars().anyMatch(SmtpReply::isControl)) {
                throw new IllegalArgumentException("not a line of reply text");
            }
        }
    }

    /** A reply of one line. */
    public static SmtpReply of(int code, EnhancedStatus status, String text) {
        return new SmtpReply(code, status, List.of(text));
    }

    /** Text of others as it may stand in a reply: what is not printable ASCII becomes a question mark. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(c -> printable.append(c >= ' ' && c < 0x7F ? (char) c : '?'));
        return printable.toString();
    }

    /** Whether it says yes: 2yz, or 3yz for the half-way. */
    public boolean positive() {
        return code < 400;
    }

    /** Its octets on the wire. */
    public ByteBuffer encoded() {
        return ByteBuffer.wrap(octets(wireText()));
    }

    /** Its lines on the wire without the last line end, for logs. */
    @Override
    public String toString() {
        String text = wireText();
        return text.substring(0, text.length() - 2);
    }

    private String wireText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            // RFC 5321 §4.2.1: a hyphen behind the code says that more lines follow
            text.append(prefix(code, status, i + 1 < lines.size() ? '-' : ' '));
            text.append(lines.get(i)).append("\r\n");
        }
        return text.toString();
    }

    private static String prefix(int code, EnhancedStatus status, char separator) {
        return status == EnhancedStatus.NONE
                ? code + "" + separator
                : code + "" + separator + code / 100 + "." + status + " ";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // RFC 5321 §4.2: textstring = 1*(%d09 / %d32-126); RFC 6531 §3.7.4.2 adds UTF-8 where the client asked for it
    private static boolean isControl(int c) {
        return c < ' ' && c != '\t' || c >= 0x7F && c < 0xA0;
    }
}
