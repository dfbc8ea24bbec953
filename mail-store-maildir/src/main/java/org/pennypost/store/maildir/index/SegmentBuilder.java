package org.pennypost.store.maildir.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Gathers the terms of messages until there are enough for a segment. Confined to one thread. */
final class SegmentBuilder {
    private static final int MOST_TERMS = 4 * 1024 * 1024;
    private static final int MOST_MESSAGES = 16 * 1024;

    private long[] uids = new long[256];
    private int[] ends = new int[256];
    private int[] terms = new int[64 * 1024];
    private int messages;

    /** The next message, with a UID above those before. */
    void add(long uid, int[] more) {
        int length = length();
        if (messages == uids.length) {
            uids = Arrays.copyOf(uids, 2 * messages);
            ends = Arrays.copyOf(ends, 2 * messages);
        }
        if (terms.length - length < more.length) {
            terms = Arrays.copyOf(terms, Math.max(2 * terms.length, length + more.length));
        }
        System.arraycopy(more, 0, terms, length, more.length);
        uids[messages] = uid;
        ends[messages++] = length + more.length;
    }

    boolean isEmpty() {
        return messages == 0;
    }

    boolean isFull() {
        return length() >= MOST_TERMS || messages == MOST_MESSAGES;
    }

    /** Writes the segment: who has a term comes from who has what by counting, in two passes. */
    void write(Path directory, long identity) throws IOException {
        int[] starts = new int[Trigrams.TERMS + 1];
        for (int i = 0; i < length(); i++) {
            starts[terms[i] + 1]++;
        }
        for (int term = 0; term < Trigrams.TERMS; term++) {
            starts[term + 1] += starts[term];
        }
        int[] numbers = new int[length()];
        int[] next = Arrays.copyOf(starts, Trigrams.TERMS);
        int at = 0;
        for (int message = 0; message < messages; message++) {
            for (; at < ends[message]; at++) {
                numbers[next[terms[at]]++] = message;
            }
        }
        try (SegmentWriter writer = new SegmentWriter(directory, identity, Arrays.copyOf(uids, messages))) {
            for (int term = 0; term < Trigrams.TERMS; term++) {
                if (starts[term + 1] > starts[term]) {
                    int[] those = Arrays.copyOfRange(numbers, starts[term], starts[term + 1]);
                    writer.add(term, those, those.length);
                }
            }
            writer.done();
        }
    }

    private int length() {
        return messages == 0 ? 0 : ends[messages - 1];
    }
}
