package org.pennypost.imap.talk;

import java.nio.CharBuffer;
import java.util.Arrays;
import org.pennypost.core.reading.MessageText;
import org.pennypost.core.reading.TextFold;

/**
 * How well a text that comes by fits what somebody looks for who may have spelled it wrong: RFC 6203 §3. Word by word, in
 * any order; a word fits if it begins with the wanted one or differs from it in a letter. Confined to one thread.
 */
final class FuzzyText implements MessageText.Sink {
    /** The most words that are looked for, and the most letters of a word. */
    private static final int WORDS = 16;

    private static final int LETTERS = 48;
    /** How many words of a message are looked at: a book has fewer, and nobody waits for more. */
    private static final int LOOKED_AT = 200_000;

    private final Needle phrase;
    private final char[][] wanted;
    /** Which letters each of them has, as bits. */
    private final long[] letters;

    private final int[] best;
    private final char[] word = new char[LETTERS];
    private int length;
    private int words;

    FuzzyText(String text) {
        phrase = new Needle(text);
        wanted = Arrays.stream(TextFold.fold(text).split("[^\\p{L}\\p{N}\\p{M}]+"))
                .filter(part -> !part.isEmpty())
                .limit(WORDS)
                .map(part -> part.substring(0, Math.min(LETTERS, part.length())).toCharArray())
                .toArray(char[][]::new);
        letters = Arrays.stream(wanted)
                .mapToLong(part -> letters(part, part.length))
                .toArray();
        best = new int[wanted.length];
    }

    @Override
    public void border() {
        endWord();
        phrase.border();
    }

    @Override
    public boolean take(CharBuffer folded) {
        phrase.feed(folded.duplicate());
        while (folded.hasRemaining()) {
            char c = folded.get();
            if (c < 0x80 && !Character.isLetterOrDigit(c) || Character.isWhitespace(c)) {
                endWord();
            } else if (length < LETTERS) {
                word[length++] = c;
            }
        }
        return !phrase.found() && words < LOOKED_AT;
    }

    /** From 1 to 100, or 0 if it does not fit: a third of the words may be missing. */
    int score() {
        endWord();
        if (phrase.found()) {
            return 100;
        }
        int missing = (int) Arrays.stream(best).filter(score -> score == 0).count();
        int sum = Arrays.stream(best).sum();
        return sum == 0 || missing * 3 > best.length ? 0 : Math.min(99, Math.max(1, sum / best.length));
    }

    private void endWord() {
        words += length > 0 ? 1 : 0;
        long there = letters(word, length);
        for (int i = 0; i < wanted.length && length > 0 && words <= LOOKED_AT; i++) {
            // a wrong letter takes away one letter at most
            boolean far = Long.bitCount(letters[i] & ~there) > 2;
            best[i] = best[i] == 100 || far ? best[i] : Math.max(best[i], fit(wanted[i]));
        }
        length = 0;
    }

    private int fit(char[] query) {
        int at = indexOf(query);
        if (at >= 0) {
            return at > 0 ? 80 : query.length == length ? 100 : 90;
        }
        if (query.length < 4) {
            return 0;
        }
        int typos = typos(query);
        if (typos == 1 || typos == 2 && query.length >= 8) {
            return 90 - 20 * typos;
        }
        // what somebody looks for may have an ending that the text has not
        boolean stem = length >= 4 && query.length - length <= 4 && query.length > length && startsWith(query);
        return stem ? 60 : 0;
    }

    private static long letters(char[] word, int length) {
        long letters = 0;
        for (int i = 0; i < length; i++) {
            letters |= 1L << (word[i] & 63);
        }
        return letters;
    }

    private boolean startsWith(char[] query) {
        return Arrays.equals(query, 0, length, word, 0, length);
    }

    private int indexOf(char[] query) {
        for (int at = 0; at + query.length <= length; at++) {
            if (Arrays.equals(word, at, at + query.length, query, 0, query.length)) {
                return at;
            }
        }
        return -1;
    }

    /** How many letters are wrong, missing, too many or swapped with the next one; 3 for more than two. */
    private int typos(char[] query) {
        if (Math.abs(query.length - length) > 2) {
            return 3;
        }
        int[][] cost = new int[query.length + 1][length + 1];
        for (int i = 0; i <= query.length; i++) {
            for (int j = 0; j <= length; j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, query, i, j);
            }
        }
        return Math.min(3, cost[query.length][length]);
    }

    private int step(int[][] cost, char[] query, int i, int j) {
        int other = query[i - 1] == word[j - 1] ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + other, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && query[i - 1] == word[j - 2] && query[i - 2] == word[j - 1];
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
