package org.pennypost.store.maildir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts files into the order in which they arrived, as their names tell: by seconds as numbers, which is quick, then those
 * of one second by all that there is.
 */
final class ArrivalOrder {
    private static final long SECOND = 1_000_000;
    private static final Comparator<Member> EXACT = Comparator.comparing(
            Member::file, Comparator.comparingLong(Found::arrival).thenComparing(Found::base));

    private final Listing files;
    private final int indexBits;
    private final int[] sorted;
    private int size;

    private ArrivalOrder(Listing files) {
        this.files = files;
        this.indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(files.size());
        this.sorted = new int[files.size()];
    }

    /** The files in their order; of several with one base name only the last one. */
    static Listing of(Listing files) {
        return files.isEmpty() ? files : new ArrivalOrder(files).sorted();
    }

    private Listing sorted() {
        long[] keys = keys();
        int from = 0;
        for (int i = 1; i <= keys.length; i++) {
            if (i == keys.length || keys[i] >>> indexBits != keys[from] >>> indexBits) {
                if (i - from == 1) {
                    sorted[size++] = index(keys[from]);
                } else {
                    addSecond(keys, from, i);
                }
                from = i;
            }
        }
        return files.inOrder(sorted, size);
    }

    /** Seconds since the first and index of each file in one number, ascending. */
    private long[] keys() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < files.size(); i++) {
            first = Math.min(first, files.arrival(i) / SECOND);
        }
        long most = Long.MAX_VALUE >>> indexBits;
        long[] keys = new long[files.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Math.min(most, files.arrival(i) / SECOND - first) << indexBits | i;
        }
        Arrays.sort(keys);
        return keys;
    }

    /** Adds files that arrived in one second. */
    private void addSecond(long[] keys, int from, int to) {
        List<Member> second = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            second.add(new Member(index(keys[i]), files.get(index(keys[i]))));
        }
        second.sort(EXACT);
        for (int i = 0; i < second.size(); i++) {
            boolean again = i + 1 < second.size()
                    && second.get(i + 1).file.base().equals(second.get(i).file.base());
            if (!again) {
                sorted[size++] = second.get(i).index;
            }
        }
    }

    private int index(long key) {
        return (int) (key & (1L << indexBits) - 1);
    }

    /** One of several files of a second. */
    private record Member(int index, Found file) {}
}
