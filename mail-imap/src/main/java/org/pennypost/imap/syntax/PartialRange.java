package org.pennypost.imap.syntax;

import org.pennypost.core.mailbox.UidSet;

/**
 * A page of a result: RFC 9394 §4 {@code partial-range}. Both ends count from 1 at the first one found, or both from -1
 * at the last one; either may be the larger. Immutable.
 */
public record PartialRange(long first, long last) {
    /** Everything. */
    public static final PartialRange ALL = new PartialRange(1, UidSet.MAX);

    public PartialRange {
        if (first == 0 || last == 0 || first < 0 != last < 0) {
            throw new IllegalArgumentException("partial range " + first + ":" + last);
        }
    }

    /** {@code partial-range = partial-range-first / partial-range-last}, RFC 9394 §4 */
    static PartialRange partialRange(ImapScanner in) {
        boolean fromLast = in.skip('-');
        long first = in.nzNumber();
        in.expect(':');
        if (fromLast) {
            in.expect('-');
        }
        long last = in.nzNumber();
        return fromLast ? new PartialRange(-first, -last) : new PartialRange(first, last);
    }

    /** How many there are on the page if it is full. */
    public long size() {
        return Math.abs(first - last) + 1;
    }

    /** The index of the first one of the page among {@code count}, from 0; {@code count} or more if there is none. */
    public int from(int count) {
        long low = Math.min(first, last);
        return (int) Math.min(count, Math.max(0, low > 0 ? low - 1 : count + low));
    }

    /** The index behind the last one of the page among {@code count}. */
    public int to(int count) {
        long high = Math.max(first, last);
        return (int) Math.min(count, Math.max(0, high > 0 ? high : count + high + 1));
    }

    /** Those of the numbers that are on the page, lowest first. */
    public UidSet of(UidSet numbers) {
        int count = Math.toIntExact(numbers.size());
        long left = to(count) - (long) from(count);
        long before = from(count);
        UidSet.Builder page = UidSet.builder();
        for (int range = 0; range < numbers.ranges() && left > 0; range++) {
            long size = numbers.last(range) - numbers.first(range) + 1;
            if (before < size) {
                long from = numbers.first(range) + before;
                long to = Math.min(numbers.last(range), from + left - 1);
                page.add(from, to);
                left -= to - from + 1;
            }
            before = Math.max(0, before - size);
        }
        return page.build();
    }

    @Override
    public String toString() {
        return first + ":" + last;
    }
}
