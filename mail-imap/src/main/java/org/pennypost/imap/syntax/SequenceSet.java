package org.pennypost.imap.syntax;

import java.util.Arrays;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;

/**
 * Message sequence numbers or UIDs as a client names them: RFC 9051 §9 {@code sequence-set}.
 *
 * <p>Numbers and ranges in the client's order, {@code *} (the highest number there is) not yet resolved; or {@code $},
 * what the last SEARCH saved (RFC 9051 §6.4.4.1). Immutable. Its size depends on its ranges, not on what they span.
 */
public final class SequenceSet {
    /** How {@link #first} and {@link #last} answer {@code *}. No number is 0. */
    public static final long STAR = 0;
    /** {@code $}: what the last SEARCH with RETURN (SAVE) found. */
    public static final SequenceSet SAVED = new SequenceSet(new long[0]);
    /** {@code 1:*}: every message. */
    public static final SequenceSet ALL = new SequenceSet(new long[] {1, STAR});

    /** Both ends of each range as the client wrote them. */
    private final long[] bounds;

    SequenceSet(long[] bounds) {
        this.bounds = bounds;
    }

    /** The numbers between two ends in either order, each from 1 to 4294967295 or {@link #STAR}. */
    public static SequenceSet range(long first, long last) {
        if (first < 0 || last < 0 || first > UidSet.MAX || last > UidSet.MAX) {
            throw new IllegalArgumentException("range " + first + ":" + last);
        }
        return new SequenceSet(new long[] {first, last});
    }

    /** Exactly these numbers, at least one. */
    public static SequenceSet of(UidSet numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("a sequence set has a number");
        }
        long[] bounds = new long[2 * numbers.ranges()];
        for (int range = 0; range < numbers.ranges(); range++) {
            bounds[2 * range] = numbers.first(range);
            bounds[2 * range + 1] = numbers.last(range);
        }
        return new SequenceSet(bounds);
    }

    /** Whether this is {@code $}, which has no ranges of its own. */
    public boolean isSaved() {
        return this == SAVED;
    }

    /** How many ranges there are; a single number is a range of one. */
    public int ranges() {
        return bounds.length / 2;
    }

    /** The end of a range that was written first, or {@link #STAR}. */
    public long first(int range) {
        return bounds[2 * range];
    }

    /** The end of a range that was written last, or {@link #STAR}. */
    public long last(int range) {
        return bounds[2 * range + 1];
    }

    /** Whether {@code *} is in it: not allowed as a message number where there are no messages. */
    public boolean hasStar() {
        for (long bound : bounds) {
            if (bound == STAR) {
                return true;
            }
        }
        return false;
    }

    /** The highest number that is written in it; 0 if there is none but {@code *}. */
    public long highest() {
        long highest = 0;
        for (long bound : bounds) {
            highest = Math.max(highest, bound);
        }
        return highest;
    }

    /**
     * The numbers, with {@code star} for {@code *}.
     *
     * @param star the highest number in use, from 1 (RFC 9051 §9 {@code seq-number}: UIDNEXT of an empty mailbox)
     * @throws IllegalStateException if this is {@code $}
     */
    public UidSet resolve(long star) {
        if (isSaved()) {
            throw new IllegalStateException("a saved result is resolved by who saved it");
        }
        UidSet.Builder numbers = UidSet.builder();
        for (int i = 0; i < bounds.length; i += 2) {
            long one = bounds[i] == STAR ? star : bounds[i];
            long other = bounds[i + 1] == STAR ? star : bounds[i + 1];
            numbers.add(Math.min(one, other), Math.max(one, other));
        }
        return numbers.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceSet that && isSaved() == that.isSaved() && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** As the client wrote it, a range of one number as that number. */
    @Override
    public String toString() {
        if (isSaved()) {
            return "$";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(number(bounds[i]));
            if (bounds[i + 1] != bounds[i]) {
                text.append(':').append(number(bounds[i + 1]));
            }
        }
        return text.toString();
    }

    private static String number(long bound) {
        return bound == STAR ? "*" : Long.toString(bound);
    }

    /** Collects ranges as they are read. */
    static final class Builder {
        private final int limit;
        private long[] bounds = new long[2];
        private int length;

        Builder(int limit) {
            this.limit = limit;
        }

        void add(long first, long last) {
            if (length == 2 * limit) {
                throw new SyntaxException("too many ranges in a sequence set");
            }
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 4 * length);
            }
            bounds[length++] = first;
            bounds[length++] = last;
        }

        SequenceSet build() {
            return new SequenceSet(Arrays.copyOf(bounds, length));
        }
    }
}
