package org.pennypost.core.reading;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Takes off text what does not count in a search, by the comparator {@code i;unicode-casemap} (RFC 5051 §2): characters
 * come out in title case and taken apart, so that neither letter case nor the form of an accent tells texts apart.
 *
 * <p>A text may come in pieces, cut anywhere. Half a character that has no other half is left out. Confined to one
 * thread; keeps what it has mapped lately.
 */
public final class TextFold {
    private static final int KEPT = 256;

    private final int[] codePoints = new int[KEPT];
    private final String[] mapped = new String[KEPT];
    private char[] room = new char[0];
    /** Half a character, of which the other half is still to come; or 0. */
    private char half;

    /** Nothing has come yet. */
    TextFold() {}

    /** One character of ASCII as it is compared. */
    public static char ascii(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    /** A whole text as it is compared. */
    public static String fold(String text) {
        return new TextFold().fold(CharBuffer.wrap(text.toCharArray())).toString();
    }

    /** Begins another text. */
    void border() {
        half = 0;
    }

    /** The next piece, folded: valid until the next call. What is folded where it stood is the buffer that came. */
    CharBuffer fold(CharBuffer text) {
        char[] chars = text.array();
        int from = text.arrayOffset() + text.position();
        int to = from + text.remaining();
        int at = from;
        for (; at < to && chars[at] < 0x80; at++) {
            chars[at] = ascii(chars[at]);
        }
        return at == to && half == 0 ? text : foldRest(chars, from, at, to);
    }

    /** Copies what is folded, and folds the rest behind it. */
    private CharBuffer foldRest(char[] chars, int from, int at, int to) {
        int length = half == 0 ? at - from : 0;
        int rest = half == 0 ? at : from;
        room = room.length < to - from ? new char[2 * (to - from)] : room;
        System.arraycopy(chars, from, room, 0, length);
        for (; rest < to; rest++) {
            char c = chars[rest];
            if (c < 0x80) {
                half = 0;
                length = put(ascii(c), length);
            } else if (Character.isHighSurrogate(c)) {
                half = c;
            } else {
                boolean paired = half != 0 && Character.isLowSurrogate(c);
                int codePoint = paired ? Character.toCodePoint(half, c) : c;
                half = 0;
                length = paired || !Character.isLowSurrogate(c) ? put(map(codePoint), length) : length;
            }
        }
        return CharBuffer.wrap(room, 0, length);
    }

    private int put(char c, int length) {
        room = length == room.length ? Arrays.copyOf(room, 2 * length + 1) : room;
        room[length] = c;
        return length + 1;
    }

    private int put(String text, int length) {
        int end = length;
        for (int i = 0; i < text.length(); i++) {
            end = put(text.charAt(i), end);
        }
        return end;
    }

    private String map(int codePoint) {
        int place = codePoint & (KEPT - 1);
        if (codePoints[place] != codePoint) {
            codePoints[place] = codePoint;
            mapped[place] =
                    Normalizer.normalize(Character.toString(Character.toTitleCase(codePoint)), Normalizer.Form.NFKD);
        }
        return mapped[place];
    }
}
