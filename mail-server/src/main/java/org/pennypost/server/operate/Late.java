package org.pennypost.server.operate;

import java.util.List;
import java.util.function.Supplier;

/** Something that is made when it is first needed, once: a start does not wait for what a minute later may do. */
public final class Late<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile List<T> made = List.of();

    private Late(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Made by this; if it fails, whoever asks next tries again. */
    public static <T> Late<T> of(Supplier<T> maker) {
        return new Late<>(maker);
    }

    @Override
    public T get() {
        List<T> present = made;
        return present.isEmpty() ? make() : present.get(0);
    }

    private synchronized T make() {
        if (made.isEmpty()) {
            made = List.of(maker.get());
        }
        return made.get(0);
    }
}
