package org.pennypost.store.maildir.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Some terms of a segment and which messages have them. Confined to one thread. */
final class Drawer {
    static final Drawer EMPTY = new Drawer(ByteBuffer.allocate(0), new int[0], new int[1]);

    private final ByteBuffer octets;
    private final int[] terms;
    /** Where the postings of each term begin, and where the last ones end. */
    private final int[] starts;

    private Drawer(ByteBuffer octets, int[] terms, int[] starts) {
        this.octets = octets;
        this.terms = terms;
        this.starts = starts;
    }

    /** @throws IOException if it is damaged */
    static Drawer of(ByteBuffer octets) throws IOException {
        if (!octets.hasRemaining()) {
            return EMPTY;
        }
        int count = octets.remaining() < 8 ? 0 : octets.getInt(0);
        long listed = 4 + (long) SegmentWriter.ITEM * count;
        if (count < 1 || listed + 4 > octets.limit()) {
            throw new IOException("a damaged list of terms");
        }
        Segment.check(octets.duplicate().limit((int) listed), octets.getInt((int) listed));
        int[] terms = new int[count];
        int[] starts = new int[count + 1];
        starts[0] = (int) listed + 4;
        for (int i = 0; i < count; i++) {
            terms[i] = octets.getInt(4 + SegmentWriter.ITEM * i);
            starts[i + 1] = starts[i] + octets.getInt(8 + SegmentWriter.ITEM * i);
        }
        if (starts[count] != octets.limit()) {
            throw new IOException("a damaged drawer");
        }
        return new Drawer(octets, terms, starts);
    }

    /** The terms, ascending. */
    int[] terms() {
        return terms;
    }

    /** Decodes which messages have a term, and answers how many. */
    int numbers(int term, int[] numbers) throws IOException {
        int at = Arrays.binarySearch(terms, term);
        if (at < 0) {
            return 0;
        }
        ByteBuffer postings = octets.slice(starts[at], starts[at + 1] - starts[at]);
        Segment.check(postings, octets.getInt(12 + SegmentWriter.ITEM * at));
        return Postings.decode(postings, numbers);
    }
}
