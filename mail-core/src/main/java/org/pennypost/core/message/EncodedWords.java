package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.pennypost.core.text.OctetSet;

/**
 * Text that is not ASCII in header fields: the encoded words of RFC 2047, with the language tag of RFC 2231 §5.
 *
 * <p>Decoding is forgiving: words count anywhere, white space between adjacent ones is dropped (RFC 2047 §6.2), a
 * character may be split over words of one charset, what lies between words may be UTF-8, and a word of an unknown
 * charset or encoding stays as it is. Thread-safe, no state.
 */
public final class EncodedWords {
    /** RFC 2047 §2: the longest encoded word, in octets. */
    public static final int MAX_OCTETS = 75;

    /** RFC 2047 §2: the longest line with an encoded word, in octets without its CRLF. */
    public static final int MAX_LINE = 76;

    // both starts are of the same length
    private static final String B_START = "=?UTF-8?B?";
    private static final String Q_START = "=?UTF-8?Q?";
    private static final String END = "?=";
    // RFC 2047 §5 (3): what may stand for itself in a phrase, the strictest of the places
    private static final OctetSet Q_PLAIN = OctetSet.ALPHA.and(OctetSet.DIGIT).and("!*+-/");

    private EncodedWords() {}

    /** The text of an unfolded field value with its encoded words decoded. */
    public static String decode(RawText value) {
        return new EncodedWordReader(value.array()).read();
    }

    /**
     * The text as RFC 2047 §5 wants it in a header field.
     *
     * <p>Printable ASCII stays as it is. Else all of it becomes encoded words in UTF-8, in Q or B, whichever is
     * shorter, folded between words: the line ends are CRLF.
     */
    public static String encode(String text) {
        return encode(text, 1);
    }

    /**
     * The same behind something on its first line, which is folded at once if there is little room on it.
     *
     * @param column how many octets stand there; RFC 2047 §2 allows {@value #MAX_LINE} to a line with an encoded word
     */
    public static String encode(String text, int column) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F) && !text.contains("=?")) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int quoted = 0;
        for (byte octet : utf8) {
            quoted += quotedWidth(octet);
        }
        boolean base64 = quoted > (utf8.length + 2) / 3 * 4;
        boolean fold = column > MAX_LINE / 2;
        StringBuilder words = new StringBuilder(fold ? "\r\n " : "");
        int room = Math.min(MAX_OCTETS, MAX_LINE - (fold ? 1 : column)) - B_START.length() - END.length();
        int start = 0;
        while (start < utf8.length) {
            int end = base64 ? base64End(utf8, start, room) : quotedEnd(utf8, start, room);
            words.append(start == 0 ? "" : "\r\n ").append(base64 ? B_START : Q_START);
            if (base64) {
                ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(utf8, start, end - start));
                words.append(StandardCharsets.US_ASCII.decode(encoded));
            } else {
                quote(utf8, start, end, words);
            }
            words.append(END);
            start = end;
            room = MAX_OCTETS - B_START.length() - END.length();
        }
        return words.toString();
    }

    // RFC 2047 §5: each word holds whole characters
    private static int base64End(byte[] utf8, int start, int room) {
        return wholeCharacters(utf8, start, Math.min(utf8.length, start + room / 4 * 3));
    }

    private static int quotedEnd(byte[] utf8, int start, int room) {
        int left = room;
        int end = start;
        while (end < utf8.length) {
            left -= quotedWidth(utf8[end]);
            if (left < 0) {
                return wholeCharacters(utf8, start, end);
            }
            end++;
        }
        return end;
    }

    private static int quotedWidth(byte octet) {
        return octet == ' ' || Q_PLAIN.contains(octet & 0xFF) ? 1 : 3;
    }

    private static int wholeCharacters(byte[] utf8, int start, int end) {
        int whole = end;
        while (whole > start && whole < utf8.length && (utf8[whole] & 0xC0) == 0x80) {
            whole--;
        }
        return whole;
    }

    // RFC 2047 §4.2: "Q" encoding
    private static void quote(byte[] utf8, int start, int end, StringBuilder into) {
        for (int i = start; i < end; i++) {
            int octet = utf8[i] & 0xFF;
            if (octet == ' ') {
                into.append('_');
            } else if (Q_PLAIN.contains(octet)) {
                into.append((char) octet);
            } else {
                into.append('=')
                        .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
            }
        }
    }
}
