package org.pennypost.imap.talk;

import java.nio.CharBuffer;
import org.pennypost.core.reading.TextFold;

/**
 * Looks for a text in characters that come by, letter case aside: RFC 9051 §6.4.4 substring match, by
 * {@link TextFold}.
 *
 * <p>By the method of Knuth, Morris and Pratt: each character is looked at once, and nothing of what has gone by is
 * kept. Confined to one thread.
 */
final class Needle {
    private final char[] folded;
    /** For each length of a match so far, the length of the longest shorter one that it ends with. */
    private final int[] shorter;

    private int matched;
    private boolean found;

    Needle(String text) {
        folded = TextFold.fold(text).toCharArray();
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
    }

    /** Looks at all remaining characters, which are folded. */
    void feed(CharBuffer text) {
        int length = matched;
        while (text.hasRemaining() && !found) {
            char c = text.get();
            while (length > 0 && c != folded[length]) {
                length = shorter[length];
            }
            length = c == folded[length] ? length + 1 : 0;
            found = length == folded.length;
        }
        matched = length;
        text.position(text.limit());
    }

    /** Whether a text contains another, letter case aside. */
    static boolean in(String text, String wanted) {
        Needle needle = new Needle(wanted);
        needle.feed(CharBuffer.wrap(TextFold.fold(text)));
        return needle.found();
    }
}
