package org.pennypost.store.maildir;

import java.util.Arrays;

/** Rows of places that are being changed, in arrays that serve one chunk after the other. Confined to one thread. */
final class OpenPlaceRows {
    private int[] uids = new int[16];
    private int[] ends = new int[16];
    private byte[] text = new byte[1024];
    private byte[] code = new byte[512];
    private int size;

    /** Begins with other rows. */
    void thaw(PlaceRows rows) {
        size = rows.size();
        if (uids.length < size) {
            uids = new int[size];
            ends = new int[size];
        }
        if (text.length < rows.octets()) {
            text = new byte[rows.octets()];
        }
        rows.copy(uids, ends, text);
    }

    PlaceRows freeze() {
        return new PlaceRows(Arrays.copyOf(uids, size), Arrays.copyOf(ends, size), Arrays.copyOf(text, end()));
    }

    int size() {
        return size;
    }

    /** Whether a UID lies between the first and the last one. */
    boolean spans(long uid) {
        return size > 0 && uid >= uid(0) && uid <= uid(size - 1);
    }

    /** Whether a UID lies behind the last one. */
    boolean precedes(long uid) {
        return size > 0 && uid > uid(size - 1);
    }

    void put(long uid, Place place) {
        int length = encode(place);
        int row = row(uid);
        if (row < 0) {
            row = -row - 1;
            insert(row, uid);
        }
        splice(row, length);
    }

    void remove(long uid) {
        int row = row(uid);
        if (row >= 0) {
            splice(row, 0);
            size--;
            System.arraycopy(uids, row + 1, uids, row, size - row);
            System.arraycopy(ends, row + 1, ends, row, size - row);
        }
    }

    private int encode(Place place) {
        int most = place.name().length() * 6 + 1;
        if (code.length < most) {
            code = new byte[most];
        }
        code[0] = place.traits();
        return NameCode.encode(place.name(), code, 1);
    }

    /** The row of a message, or −1 less the row that it would have. */
    private int row(long uid) {
        int low = precedes(uid) ? size : 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (uid(middle) == uid) {
                return middle;
            }
            low = uid(middle) < uid ? middle + 1 : low;
            high = uid(middle) < uid ? high : middle - 1;
        }
        return -low - 1;
    }

    private void insert(int row, long uid) {
        if (size == uids.length) {
            uids = Arrays.copyOf(uids, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        System.arraycopy(uids, row, uids, row + 1, size - row);
        System.arraycopy(ends, row, ends, row + 1, size - row);
        uids[row] = (int) uid;
        ends[row] = start(row);
        size++;
    }

    /** Puts the first octets of the code in the place of what a row has. */
    private void splice(int row, int length) {
        int from = start(row);
        int before = ends[row];
        int shift = from + length - before;
        int used = end();
        if (used + shift > text.length) {
            text = Arrays.copyOf(text, 2 * (used + shift));
        }
        if (shift != 0) {
            System.arraycopy(text, before, text, before + shift, used - before);
            for (int i = row; i < size; i++) {
                ends[i] += shift;
            }
        }
        System.arraycopy(code, 0, text, from, length);
    }

    private long uid(int row) {
        return Integer.toUnsignedLong(uids[row]);
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    private int end() {
        return start(size);
    }
}
