package org.pennypost.core.reading;

import java.nio.CharBuffer;

/** Takes letter case off text, character by character: two texts that differ in nothing else fold to the same. */
public final class TextFold {
    private static final char[] ASCII = new char[0x80];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
    }

    private TextFold() {}

    /** One character without its case. */
    public static char fold(char c) {
        return c < 0x80 ? ASCII[c] : Character.toLowerCase(Character.toUpperCase(c));
    }

    /** A text without its case; as many characters as before. */
    public static String fold(String text) {
        char[] folded = text.toCharArray();
        fold(folded, 0, folded.length);
        return new String(folded);
    }

    /** Folds the remaining characters of a buffer where they stand; its position stays. */
    static void fold(CharBuffer text) {
        int from = text.arrayOffset() + text.position();
        fold(text.array(), from, from + text.remaining());
    }

    private static void fold(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            text[i] = fold(text[i]);
        }
    }
}
