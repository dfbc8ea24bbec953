package org.pennypost.store.maildir;

/**
 * The places of up to {@link #MOST} messages by UID: their names one behind the other, each with its traits in front.
 * Immutable.
 */
final class PlaceRows {
    static final int MOST = 256;
    static final PlaceRows NONE = new PlaceRows(new int[0], new int[0], new byte[0]);

    private final int[] uids;
    private final int[] ends;
    private final byte[] text;
    private final boolean anyFresh;

    /** Takes over the arrays. */
    PlaceRows(int[] uids, int[] ends, byte[] text) {
        this.uids = uids;
        this.ends = ends;
        this.text = text;
        boolean any = false;
        for (int row = 0; row < uids.length; row++) {
            any |= fresh(row);
        }
        this.anyFresh = any;
    }

    int size() {
        return uids.length;
    }

    long uid(int row) {
        return Integer.toUnsignedLong(uids[row]);
    }

    /** The highest UID; 0 if there is none. */
    long last() {
        return uids.length == 0 ? 0 : uid(uids.length - 1);
    }

    Place place(int row) {
        int start = start(row);
        return Place.of(NameCode.decode(text, start + 1, ends[row]), text[start]);
    }

    /** Whether the file of a message is in {@code new}. */
    boolean fresh(int row) {
        return (text[start(row)] & 1) != 0;
    }

    boolean anyFresh() {
        return anyFresh;
    }

    /** The row of a message, or −1. */
    int rowOf(long uid) {
        int low = 0;
        int high = uids.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = uid(middle);
            if (there == uid) {
                return middle;
            }
            low = there < uid ? middle + 1 : low;
            high = there < uid ? high : middle - 1;
        }
        return -1;
    }

    /** Copies all rows to the beginning of arrays that have room for them. */
    void copy(int[] itsUids, int[] itsEnds, byte[] itsText) {
        System.arraycopy(uids, 0, itsUids, 0, uids.length);
        System.arraycopy(ends, 0, itsEnds, 0, ends.length);
        System.arraycopy(text, 0, itsText, 0, text.length);
    }

    int octets() {
        return text.length;
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
