package org.pennypost.store.maildir.index;

import java.nio.CharBuffer;
import java.util.Arrays;
import org.pennypost.core.reading.MessageText;

/**
 * The terms of a text: a number for each three characters that stand side by side in it. Different threes may have the
 * same number; then a message is looked into for nothing. Confined to one thread.
 */
final class Trigrams implements MessageText.Sink {
    /** How many terms there are. */
    static final int TERMS = 1 << 20;

    private static final int SHIFT = 12;

    private final long[] seen = new long[TERMS / Long.SIZE];
    private int[] terms = new int[4096];
    private int count;
    private int first = -1;
    private int second = -1;

    /** The terms of a folded text, each once, ascending; none if it is too short to have one. */
    static int[] of(String folded) {
        Trigrams trigrams = new Trigrams();
        trigrams.take(CharBuffer.wrap(folded.toCharArray()));
        int[] terms = trigrams.terms();
        Arrays.sort(terms);
        return terms;
    }

    @Override
    public void border() {
        first = -1;
        second = -1;
    }

    @Override
    public boolean take(CharBuffer folded) {
        char[] text = folded.array();
        int from = folded.arrayOffset() + folded.position();
        int end = from + folded.remaining();
        for (int i = from; i < end; i++) {
            int third = text[i];
            if (first >= 0) {
                add(term(first, second, third));
            }
            first = second;
            second = third;
        }
        return true;
    }

    /** The terms of all that was taken, each once, in no order; after that, nothing has been taken. */
    int[] terms() {
        int[] all = Arrays.copyOf(terms, count);
        for (int term : all) {
            seen[term >>> 6] = 0;
        }
        count = 0;
        border();
        return all;
    }

    private void add(int term) {
        long bit = 1L << term;
        if ((seen[term >>> 6] & bit) == 0) {
            seen[term >>> 6] |= bit;
            if (count == terms.length) {
                terms = Arrays.copyOf(terms, 2 * count);
            }
            terms[count++] = term;
        }
    }

    private static int term(int first, int second, int third) {
        return (first * 0x9E3779B1 + second * 0x85EBCA6B + third * 0xC2B2AE35) >>> SHIFT;
    }
}
