package org.pennypost.smtp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.text.SyntaxException;

/**
 * Puts the lines of a reply together: RFC 5321 §4.2 {@code *( Reply-code "-" [ textstring ] CRLF ) Reply-code
 * [ SP textstring ] CRLF}. Bounded; what is no reply is refused. Confined to one thread.
 */
final class ReplyReader {
    /** No server has so much to say. */
    private static final int MOST_LINES = 200;

    private static final int MOST_CHARACTERS = 32 * 1024;

    private final List<String> lines = new ArrayList<>();
    private int code;
    private int characters;

    /** The reply, if this line is its last. */
    Optional<ServerReply> take(ByteBuffer line) {
        String text = StandardCharsets.UTF_8.decode(line.duplicate()).toString();
        int number = code(text);
        characters += text.length();
        if (!lines.isEmpty() && number != code || lines.size() == MOST_LINES || characters > MOST_CHARACTERS) {
            throw new SyntaxException("a reply of different codes, or without an end");
        }
        code = number;
        lines.add(text.length() > 4 ? printable(text.substring(4)) : "");
        if (text.length() > 3 && text.charAt(3) == '-') {
            return Optional.empty();
        }
        ServerReply reply = new ServerReply(code, lines);
        lines.clear();
        characters = 0;
        return Optional.of(reply);
    }

    private static int code(String text) {
        boolean sound = text.length() >= 3
                && text.charAt(0) >= '2'
                && text.charAt(0) <= '5'
                && isDigit(text.charAt(1))
                && isDigit(text.charAt(2))
                && (text.length() == 3 || text.charAt(3) == ' ' || text.charAt(3) == '-');
        if (!sound) {
            throw new SyntaxException("not a reply");
        }
        return Integer.parseInt(text.substring(0, 3));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The text goes into logs and reports. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return printable.toString();
    }
}
