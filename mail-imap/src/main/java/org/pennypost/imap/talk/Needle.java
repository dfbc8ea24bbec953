package org.pennypost.imap.talk;

import java.nio.CharBuffer;

/**
 * Looks for a text in characters that come by, letter case aside: RFC 9051 §6.4.4 substring match, by
 * {@link UnicodeCasemap}.
 *
 * <p>By the method of Knuth, Morris and Pratt: each character is looked at once, and nothing of what has gone by is
 * kept. Confined to one thread.
 */
final class Needle {
    private final char[] folded;
    /** For each length of a match so far, the length of the longest shorter one that it ends with. */
    private final int[] shorter;

    private final UnicodeCasemap casemap = new UnicodeCasemap();
    /** Half a character, of which the other half is still to come; or 0. */
    private char half;

    private int matched;
    private boolean found;

    Needle(String text) {
        folded = UnicodeCasemap.of(text).toCharArray();
        shorter = new int[folded.length + 1];
        int length = 0;
        for (int i = 1; i < folded.length; i++) {
            while (length > 0 && folded[i] != folded[length]) {
                length = shorter[length];
            }
            length = folded[i] == folded[length] ? length + 1 : 0;
            shorter[i + 1] = length;
        }
        found = folded.length == 0;
    }

    /** Whether it has been found. */
    boolean found() {
        return found;
    }

    /** Begins a new text: nothing is found across the border between two. */
    void border() {
        matched = 0;
        half = 0;
    }

    /** Looks at all remaining characters. */
    void feed(CharBuffer text) {
        while (text.hasRemaining() && !found) {
            char c = text.get();
            if (c < 0x80) {
                look(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
            } else if (Character.isHighSurrogate(c)) {
                half = c;
            } else {
                boolean paired = half != 0 && Character.isLowSurrogate(c);
                String mapped = casemap.map(paired ? Character.toCodePoint(half, c) : c);
                half = 0;
                for (int i = 0; i < mapped.length() && !found; i++) {
                    look(mapped.charAt(i));
                }
            }
        }
        text.position(text.limit());
    }

    /** Whether a text contains another, letter case aside. */
    static boolean in(String text, String wanted) {
        Needle needle = new Needle(wanted);
        needle.feed(CharBuffer.wrap(text));
        return needle.found();
    }

    private void look(char c) {
        while (matched > 0 && c != folded[matched]) {
            matched = shorter[matched];
        }
        matched = c == folded[matched] ? matched + 1 : 0;
        found = matched == folded.length;
    }
}
