package org.pennypost.store.maildir.cache;

import java.util.Arrays;

/** Where the entries of a cache file lie, by UID; of two entries for one message the later counts. Thread-safe. */
final class Places {
    private long[] uids = new long[64];
    private long[] offsets = new long[64];
    private int[] lengths = new int[64];
    private int[] sums = new int[64];
    private int count;
    private long octets;
    /** Behind the entry that was found last: mostly the next one is wanted next. */
    private int next;

    /** How many messages have an entry. */
    synchronized int count() {
        return count;
    }

    /** How many octets the entries have that count. */
    synchronized long octets() {
        return octets;
    }

    synchronized void put(long uid, long offset, int length, int sum) {
        int at = ceiling(uid);
        if (at == count || uids[at] != uid) {
            insert(at);
        } else {
            octets -= lengths[at];
        }
        uids[at] = uid;
        offsets[at] = offset;
        lengths[at] = length;
        sums[at] = sum;
        octets += length;
    }

    /** Fills in where the entry of a message lies; false if there is none. */
    synchronized boolean find(long uid, Place place) {
        int at = next < count && uids[next] == uid ? next : ceiling(uid);
        if (at == count || uids[at] != uid) {
            return false;
        }
        next = at + 1;
        place.offset = offsets[at];
        place.length = lengths[at];
        place.sum = sums[at];
        return true;
    }

    /** The UIDs that have an entry, ascending. */
    synchronized long[] uids() {
        return Arrays.copyOf(uids, count);
    }

    private int ceiling(long uid) {
        if (count == 0 || uids[count - 1] < uid) {
            return count;
        }
        int found = Arrays.binarySearch(uids, 0, count, uid);
        return found >= 0 ? found : -found - 1;
    }

    private void insert(int at) {
        if (count == uids.length) {
            uids = Arrays.copyOf(uids, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
            sums = Arrays.copyOf(sums, 2 * count);
        }
        System.arraycopy(uids, at, uids, at + 1, count - at);
        System.arraycopy(offsets, at, offsets, at + 1, count - at);
        System.arraycopy(lengths, at, lengths, at + 1, count - at);
        System.arraycopy(sums, at, sums, at + 1, count - at);
        count++;
    }
}
