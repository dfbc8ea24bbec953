package org.pennypost.imap.talk;

import org.pennypost.core.mailbox.UidSet;

/** Walks through a set of sequence numbers or UIDs in their order, without listing them. */
final class Numbers {
    private final UidSet set;
    private int range;
    private long at;

    Numbers(UidSet set) {
        this.set = set;
        this.at = set.isEmpty() ? 0 : set.first(0);
    }

    /** How many numbers there are. */
    int count() {
        return Math.toIntExact(set.size());
    }

    boolean hasNext() {
        return range < set.ranges();
    }

    /** The next sequence number; there must be one. */
    int next() {
        return (int) nextLong();
    }

    /** The next number, which may be a UID; there must be one. */
    long nextLong() {
        long number = at++;
        if (number == set.last(range) && ++range < set.ranges()) {
            at = set.first(range);
        }
        return number;
    }
}
