package org.pennypost.smtp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Remembers something for each key, of the keys used last only, so that no client can make it grow. Thread-safe. */
final class BoundedTable<K, V> {
    private final Map<K, V> entries;

    BoundedTable(int most) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Replaces what is known of a key, or puts {@code initial} there; the answer is what is known now. */
    synchronized V update(K key, UnaryOperator<V> change, V initial) {
        return entries.compute(key, (same, old) -> old == null ? initial : change.apply(old));
    }
}
