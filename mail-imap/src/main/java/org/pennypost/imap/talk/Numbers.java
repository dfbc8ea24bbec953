package org.pennypost.imap.talk;

import org.pennypost.core.mailbox.UidSet;

/** Walks through a set of sequence numbers in their order, without listing them. */
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

    /** The next number; there must be one. */
    int next() {
        int number = (int) at++;
        if (number == set.last(range) && ++range < set.ranges()) {
            at = set.first(range);
        }
        return number;
    }
}
