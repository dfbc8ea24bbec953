package org.pennypost.imap.syntax;

import java.util.Arrays;
import org.pennypost.core.text.SyntaxException;

/**
 * Mailbox names in ASCII: RFC 3501 §5.1.3, RFC 9051 §A.1.
 *
 * <p>Strict both ways, so that a name has one spelling only: what is printable ASCII is never shifted, two shifts are
 * never adjacent, and the bits left over at the end of a shift are zero.
 */
public final class ModifiedUtf7 {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        for (int i = 0; i < BASE64.length(); i++) {
            VALUES[BASE64.charAt(i)] = i;
        }
    }

    private ModifiedUtf7() {}

    /** The name in modified UTF-7: printable ASCII only. */
    public static String encode(String name) {
        StringBuilder out = new StringBuilder(name.length() + 16);
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (isDirect(c)) {
                out.append(c == '&' ? "&-" : String.valueOf(c));
                at++;
            } else {
                int end = at;
                while (end < name.length() && !isDirect(name.charAt(end))) {
                    end++;
                }
                shift(name, at, end, out);
                at = end;
            }
        }
        return out.toString();
    }

    /**
     * The name that modified UTF-7 spells.
     *
     * @throws SyntaxException if the spelling is not the one that {@link #encode} makes
     */
    public static String decode(String spelling) {
        if (spelling.indexOf('&') < 0 && spelling.chars().allMatch(c -> isDirect((char) c))) {
            return spelling;
        }
        StringBuilder out = new StringBuilder(spelling.length());
        int at = 0;
        while (at < spelling.length()) {
            char c = spelling.charAt(at++);
            if (!isDirect(c)) {
                throw invalid();
            } else if (c != '&') {
                out.append(c);
            } else if (at < spelling.length() && spelling.charAt(at) == '-') {
                out.append('&');
                at++;
            } else {
                at = unshift(spelling, at, out);
            }
        }
        return out.toString();
    }

    private static void shift(String name, int from, int to, StringBuilder out) {
        out.append('&');
        int bits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 16 | name.charAt(i);
            count += 16;
            while (count >= 6) {
                count -= 6;
                out.append(BASE64.charAt(bits >> count & 0x3F));
            }
            bits &= (1 << count) - 1;
        }
        if (count > 0) {
            out.append(BASE64.charAt(bits << 6 - count & 0x3F));
        }
        out.append('-');
    }

    /** Reads a shift from behind its {@code &}; answers where the text goes on. */
    private static int unshift(String spelling, int from, StringBuilder out) {
        int bits = 0;
        int count = 0;
        int at = from;
        while (at < spelling.length() && value(spelling.charAt(at)) >= 0) {
            bits = bits << 6 | value(spelling.charAt(at++));
            count += 6;
            if (count >= 16) {
                count -= 16;
                append((char) (bits >> count), out);
                bits &= (1 << count) - 1;
            }
        }
        boolean ended = at > from && at < spelling.length() && spelling.charAt(at) == '-';
        boolean halfCharacter = out.length() > 0 && Character.isHighSurrogate(out.charAt(out.length() - 1));
        if (!ended || count >= 6 || bits != 0 || halfCharacter) {
            throw invalid();
        }
        at++;
        // RFC 3501 §5.1.3: no superfluous shift; "&-" behind a shift stands for itself
        if (at + 1 < spelling.length() && spelling.charAt(at) == '&' && spelling.charAt(at + 1) != '-') {
            throw invalid();
        }
        return at;
    }

    private static void append(char c, StringBuilder out) {
        boolean open = out.length() > 0 && Character.isHighSurrogate(out.charAt(out.length() - 1));
        if (isDirect(c) || open != Character.isLowSurrogate(c)) {
            throw invalid();
        }
        out.append(c);
    }

    private static int value(char c) {
        return c < 128 ? VALUES[c] : -1;
    }

    private static boolean isDirect(char c) {
        return c >= 0x20 && c <= 0x7E;
    }

    private static SyntaxException invalid() {
        return new SyntaxException("not modified UTF-7");
    }
}
