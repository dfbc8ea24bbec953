package org.pennypost.store.maildir;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** A list whose elements are made when they are asked for, because all of them would be much. */
final class Each<E> extends AbstractList<E> implements RandomAccess {
    private final int size;
    private final IntFunction<E> make;

    Each(int size, IntFunction<E> make) {
        this.size = size;
        this.make = make;
    }

    @Override
    public E get(int index) {
        return make.apply(index);
    }

    @Override
    public int size() {
        return size;
    }
}
