package org.pennypost.imap.talk;

import org.pennypost.core.mailbox.UidSet;

/** Walks through a set of sequence numbers or UIDs upwards or downwards, without listing them. */
final class Numbers {
    private final UidSet set;
    private final boolean down;
    private int range;
    private long at;

    /** Upwards. */
    Numbers(UidSet set) {
        this(set, false);
    }

    private Numbers(UidSet set, boolean down) {
        this.set = set;
        this.down = down;
        this.range = down ? set.ranges() - 1 : 0;
        this.at = hasNext() ? start() : 0;
    }

    /** From the highest one down. */
    static Numbers down(UidSet set) {
        return new Numbers(set, true);
    }

    /** How many numbers there are. */
    int count() {
        return Math.toIntExact(set.size());
    }

    boolean hasNext() {
        return down ? range >= 0 : range < set.ranges();
    }

    /** The next sequence number; there must be one. */
    int next() {
        return (int) nextLong();
    }

    /** The next number, which may be a UID; there must be one. */
    long nextLong() {
        long number = at;
        at += down ? -1 : 1;
        if (number == (down ? set.first(range) : set.last(range))) {
            range += down ? -1 : 1;
            at = hasNext() ? start() : 0;
        }
        return number;
    }

    /** The first number of the range in hand. */
    private long start() {
        return down ? set.last(range) : set.first(range);
    }
}
