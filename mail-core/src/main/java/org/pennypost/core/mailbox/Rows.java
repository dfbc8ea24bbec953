package org.pennypost.core.mailbox;

import java.util.Arrays;

/**
 * Up to {@link Picture#CHUNK} messages as columns.
 *
 * <p>Changed only by the editor that {@link #thaw}ed it; once {@link #freeze}d it is shared between pictures and never
 * changes again, but for dates that become known.
 */
final class Rows {
    /** A date that nobody has asked for yet. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final long SEEN = FlagTable.SYSTEM.mask(Flag.SEEN);
    private static final long DELETED = FlagTable.SYSTEM.mask(Flag.DELETED);

    int[] uids;
    long[] modSeqs;
    long[] flags;
    long[] sizes;
    long[] internalDates;
    long[] saved;

    private int size;
    private long highestModSeq;
    private long octets;
    private int unseen;
    private int deleted;

    private Rows(Rows from, int capacity) {
        this.uids = Arrays.copyOf(from.uids, capacity);
        this.modSeqs = Arrays.copyOf(from.modSeqs, capacity);
        this.flags = Arrays.copyOf(from.flags, capacity);
        this.sizes = Arrays.copyOf(from.sizes, capacity);
        this.internalDates = Arrays.copyOf(from.internalDates, capacity);
        this.saved = Arrays.copyOf(from.saved, capacity);
        this.size = from.size;
    }

    /** No rows yet, ready to be added to. */
    Rows() {
        this.uids = new int[Picture.CHUNK];
        this.modSeqs = new long[Picture.CHUNK];
        this.flags = new long[Picture.CHUNK];
        this.sizes = new long[Picture.CHUNK];
        this.internalDates = new long[Picture.CHUNK];
        this.saved = new long[Picture.CHUNK];
    }

    /** A copy that may be changed. */
    Rows thaw() {
        return new Rows(this, Picture.CHUNK);
    }

    /** The same rows in no more memory than they need, with their sums; not to be changed any more. */
    Rows freeze() {
        Rows frozen = size == uids.length ? this : new Rows(this, size);
        frozen.sum();
        return frozen;
    }

    void add(long uid, long modSeq, long flagBits, long octetCount, long internalDate, long savedDate) {
        uids[size] = (int) uid;
        modSeqs[size] = modSeq;
        flags[size] = flagBits;
        sizes[size] = octetCount;
        internalDates[size] = internalDate;
        saved[size] = savedDate;
        size++;
    }

    void remove(int row) {
        int behind = size - row - 1;
        System.arraycopy(uids, row + 1, uids, row, behind);
        System.arraycopy(modSeqs, row + 1, modSeqs, row, behind);
        System.arraycopy(flags, row + 1, flags, row, behind);
        System.arraycopy(sizes, row + 1, sizes, row, behind);
        System.arraycopy(internalDates, row + 1, internalDates, row, behind);
        System.arraycopy(saved, row + 1, saved, row, behind);
        size--;
    }

    int size() {
        return size;
    }

    long uid(int row) {
        return uids[row] & UidSet.MAX;
    }

    long lastUid() {
        return uid(size - 1);
    }

    long highestModSeq() {
        return highestModSeq;
    }

    long octets() {
        return octets;
    }

    int unseen() {
        return unseen;
    }

    int deleted() {
        return deleted;
    }

    /** The one thing that changes in shared rows: an unknown date becomes known, the same for whoever asks first. */
    long internalDate(int row, DateSource dates) {
        long known = internalDates[row];
        if (known == UNKNOWN) {
            known = dates.internalDate(uid(row)).getEpochSecond();
            internalDates[row] = known;
        }
        return known;
    }

    long saved(int row, DateSource dates) {
        return saved[row] == UNKNOWN ? internalDate(row, dates) : saved[row];
    }

    /** The first row whose UID is {@code uid} or higher. */
    int ceiling(long uid) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (uid(middle) < uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void sum() {
        highestModSeq = 0;
        octets = 0;
        unseen = 0;
        deleted = 0;
        for (int row = 0; row < size; row++) {
            highestModSeq = Math.max(highestModSeq, modSeqs[row]);
            octets += sizes[row];
            unseen += (flags[row] & SEEN) == 0 ? 1 : 0;
            deleted += (flags[row] & DELETED) != 0 ? 1 : 0;
        }
    }
}
