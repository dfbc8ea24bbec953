package org.pennypost.store.maildir;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** Lists one behind the other, whose elements are asked for and not held. Immutable if they are. */
final class Joined<E> extends AbstractList<E> implements RandomAccess {
    private final List<List<E>> lists;
    /** The index of the first element of each list that has one, and behind the last one the size of all. */
    private final int[] starts;

    Joined(List<List<E>> lists) {
        this.lists = lists.stream().filter(list -> !list.isEmpty()).toList();
        this.starts = new int[this.lists.size() + 1];
        for (int i = 0; i < this.lists.size(); i++) {
            starts[i + 1] = starts[i] + this.lists.get(i).size();
        }
    }

    @Override
    public E get(int index) {
        int found = Arrays.binarySearch(starts, index);
        int list = found >= 0 ? found : -found - 2;
        return lists.get(list).get(index - starts[list]);
    }

    @Override
    public int size() {
        return starts[lists.size()];
    }
}
