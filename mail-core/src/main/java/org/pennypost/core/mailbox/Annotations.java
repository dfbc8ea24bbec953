package org.pennypost.core.mailbox;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has been noted about something, entry by entry: RFC 5464 §3. Immutable.
 *
 * <p>Everybody's own notes and the shared ones are bounded separately, so that no user takes the room of another: each
 * {@value #MAX_ENTRIES} entries with {@value #MAX_OCTETS} octets; and all together {@value #MAX_TOTAL} octets.
 */
public final class Annotations {
    /** Nothing. */
    public static final Annotations NONE = new Annotations(new TreeMap<>());
    /** The most octets of a value. */
    public static final int MAX_VALUE = 64 * 1024;
    /** The most entries of each user, and of the shared ones. */
    public static final int MAX_ENTRIES = 100;
    /** The most octets of values and names of each user, and of the shared ones. */
    public static final int MAX_OCTETS = 256 * 1024;
    /** The most octets of all. */
    public static final int MAX_TOTAL = 2 * 1024 * 1024;

    private final SortedMap<Key, ByteBuffer> values;

    private Annotations(SortedMap<Key, ByteBuffer> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /**
     * Whose note it is, and its name.
     *
     * @param user empty for one that is shared
     * @param entry in lower case
     */
    public record Key(String user, String entry) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::user).thenComparing(Key::entry);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * All of these at once.
     *
     * @throws StoreException LIMIT if that is too much
     */
    public static Annotations of(Map<Key, ByteBuffer> values) throws StoreException {
        SortedMap<Key, ByteBuffer> copies = new TreeMap<>();
        values.forEach((key, value) -> copies.put(key, copy(value)));
        checkBounds(copies);
        return new Annotations(copies);
    }

    /** All of them; the values are read-only. */
    public Map<Key, ByteBuffer> values() {
        return values;
    }

    /** The value of an entry. */
    public Optional<ByteBuffer> value(Key key) {
        return Optional.ofNullable(values.get(key)).map(ByteBuffer::asReadOnlyBuffer);
    }

    /**
     * These with another value for an entry.
     *
     * @throws StoreException LIMIT if that is too much
     */
    public Annotations with(Key key, ByteBuffer value) throws StoreException {
        SortedMap<Key, ByteBuffer> changed = new TreeMap<>(values);
        changed.put(key, copy(value));
        checkBounds(changed);
        return new Annotations(changed);
    }

    /** These without an entry. */
    public Annotations without(Key key) {
        SortedMap<Key, ByteBuffer> changed = new TreeMap<>(values);
        changed.remove(key);
        return new Annotations(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Annotations && values.equals(((Annotations) other).values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    private static ByteBuffer copy(ByteBuffer value) {
        ByteBuffer copy = ByteBuffer.allocate(value.remaining()).put(value.duplicate());
        return copy.flip().asReadOnlyBuffer();
    }

    /** Those of one user stand together. */
    private static void checkBounds(SortedMap<Key, ByteBuffer> all) throws StoreException {
        String user = "";
        long total = 0;
        long octets = 0;
        long entries = 0;
        for (Map.Entry<Key, ByteBuffer> one : all.entrySet()) {
            int value = one.getValue().remaining();
            if (value > MAX_VALUE) {
                throw new StoreException(StoreException.Reason.LIMIT, "an annotation is too large");
            }
            boolean same = one.getKey().user().equals(user);
            int size = value + one.getKey().entry().length();
            user = one.getKey().user();
            total += size;
            octets = same ? octets + size : size;
            entries = same ? entries + 1 : 1;
            if (entries > MAX_ENTRIES || octets > MAX_OCTETS || total > MAX_TOTAL) {
                throw new StoreException(StoreException.Reason.LIMIT, "too many annotations");
            }
        }
    }
}
