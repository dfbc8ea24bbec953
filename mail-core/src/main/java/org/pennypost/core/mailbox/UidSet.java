package org.pennypost.core.mailbox;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * An immutable set of UIDs as ascending, disjoint, non-adjacent ranges.
 *
 * <p>UIDs are unsigned 32-bit numbers from 1 (RFC 9051 §2.3.1.1), held in {@code long}s. The size of a set depends on
 * its ranges, not on how many numbers they span: {@code 1:4294967295} is one range.
 */
public final class UidSet {
    /** The highest UID. */
    public static final long MAX = 0xFFFF_FFFFL;
    /** No UID. */
    public static final UidSet EMPTY = new UidSet(new long[0], 0);
    /** Every UID. */
    public static final UidSet ALL = range(1, MAX);

    /** First and last UID of each range, in turn. */
    private final long[] bounds;

    private final int ranges;

    private UidSet(long[] bounds, int ranges) {
        this.bounds = bounds;
        this.ranges = ranges;
    }

    /** One UID. */
    public static UidSet of(long uid) {
        return range(uid, uid);
    }

    /** The UIDs from {@code first} to {@code last}, both included. */
    public static UidSet range(long first, long last) {
        return builder().add(first, last).build();
    }

    /** Begins a set. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many ranges it has. */
    public int ranges() {
        return ranges;
    }

    /** The first UID of a range, counted from 0. */
    public long first(int range) {
        return bounds[2 * range];
    }

    /** The last UID of a range, counted from 0. */
    public long last(int range) {
        return bounds[2 * range + 1];
    }

    /** Whether it has no UID. */
    public boolean isEmpty() {
        return ranges == 0;
    }

    /** How many UIDs it has. */
    public long size() {
        long size = 0;
        for (int i = 0; i < ranges; i++) {
            size += last(i) - first(i) + 1;
        }
        return size;
    }

    /** Whether it has {@code uid}. */
    public boolean contains(long uid) {
        int low = 0;
        int high = ranges - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (last(middle) < uid) {
                low = middle + 1;
            } else if (first(middle) > uid) {
                high = middle - 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** The UIDs that are in both sets. */
    public UidSet and(UidSet other) {
        Builder both = builder();
        int one = 0;
        int two = 0;
        while (one < ranges && two < other.ranges) {
            long first = Math.max(first(one), other.first(two));
            long last = Math.min(last(one), other.last(two));
            if (first <= last) {
                both.add(first, last);
            }
            if (last(one) < other.last(two)) {
                one++;
            } else {
                two++;
            }
        }
        return both.build();
    }

    /** The UIDs that are here and not in {@code other}. */
    public UidSet without(UidSet other) {
        Builder rest = builder();
        long next = 1;
        for (int range = 0; range < other.ranges; range++) {
            if (other.first(range) > next) {
                rest.add(next, other.first(range) - 1);
            }
            next = other.last(range) + 1;
        }
        if (next <= MAX) {
            rest.add(next, MAX);
        }
        return and(rest.build());
    }

    /** Gives each UID in ascending order; meant for sets that are known to be about existing messages. */
    public void forEach(LongConsumer each) {
        for (int i = 0; i < ranges; i++) {
            for (long uid = first(i); uid <= last(i); uid++) {
                each.accept(uid);
            }
        }
    }

    /** The UIDs in ascending order; meant for sets that are known to be about existing messages. */
    public long[] toArray() {
        long[] uids = new long[Math.toIntExact(size())];
        int at = 0;
        for (int i = 0; i < ranges; i++) {
            for (long uid = first(i); uid <= last(i); uid++) {
                uids[at++] = uid;
            }
        }
        return uids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet
                && Arrays.equals(bounds, 0, 2 * ranges, ((UidSet) other).bounds, 0, 2 * ((UidSet) other).ranges);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < 2 * ranges; i++) {
            hash = 31 * hash + Long.hashCode(bounds[i]);
        }
        return hash;
    }

    /** As RFC 9051 §9 {@code uid-set}, such as {@code 3:5,9}; empty text for no UID. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranges; i++) {
            text.append(i == 0 ? "" : ",").append(first(i));
            if (last(i) > first(i)) {
                text.append(':').append(last(i));
            }
        }
        return text.toString();
    }

    /** Collects UIDs and ranges in any order; cheapest when they ascend. */
    public static final class Builder {
        private long[] bounds = new long[8];
        private int ranges;
        private boolean ordered = true;

        private Builder() {}

        /** Adds one UID. */
        public Builder add(long uid) {
            return add(uid, uid);
        }

        /**
         * Adds the UIDs from {@code first} to {@code last}.
         *
         * @throws IllegalArgumentException if these are no UIDs or out of order
         */
        public Builder add(long first, long last) {
            if (first < 1 || last > MAX || first > last) {
                throw new IllegalArgumentException("no range of UIDs: " + first + ":" + last);
            }
            if (ranges > 0 && ordered && first >= bounds[2 * ranges - 2] && first <= bounds[2 * ranges - 1] + 1) {
                bounds[2 * ranges - 1] = Math.max(bounds[2 * ranges - 1], last);
                return this;
            }
            ordered &= ranges == 0 || first > bounds[2 * ranges - 1];
            if (2 * ranges == bounds.length) {
                bounds = Arrays.copyOf(bounds, bounds.length * 2);
            }
            bounds[2 * ranges] = first;
            bounds[2 * ranges + 1] = last;
            ranges++;
            return this;
        }

        /** Adds all UIDs of another set. */
        public Builder add(UidSet other) {
            for (int i = 0; i < other.ranges; i++) {
                add(other.first(i), other.last(i));
            }
            return this;
        }

        /** The set. The builder may go on collecting. */
        public UidSet build() {
            if (ranges == 0) {
                return EMPTY;
            }
            if (!ordered) {
                order();
            }
            return new UidSet(Arrays.copyOf(bounds, 2 * ranges), ranges);
        }

        private void order() {
            long[][] pairs = new long[ranges][];
            for (int i = 0; i < ranges; i++) {
                pairs[i] = new long[] {bounds[2 * i], bounds[2 * i + 1]};
            }
            Arrays.sort(pairs, (a, b) -> Long.compare(a[0], b[0]));
            ranges = 0;
            ordered = true;
            for (long[] pair : pairs) {
                add(pair[0], pair[1]);
            }
        }
    }
}
