package org.pennypost.core.mailbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The flags that a mailbox knows, each with its bit, so that the flags of a message are one {@code long} in memory.
 *
 * <p>A table only grows: bits keep their meaning for ever, and so the bits of an old picture can be read with a newer
 * table. System flags have the bits 0 to 4. Immutable but for a cache; thread-safe.
 */
public final class FlagTable {
    /** The most flags of a mailbox, system flags included. */
    public static final int MAX_FLAGS = 64;
    /** A table of the system flags. */
    public static final FlagTable SYSTEM = new FlagTable(Flag.SYSTEM);

    private static final int CACHED = 4096;

    private final List<Flag> flags;
    private final Map<Long, Flags> read = new ConcurrentHashMap<>();

    private FlagTable(List<Flag> flags) {
        this.flags = flags;
    }

    /** The flags in the order of their bits. */
    public List<Flag> flags() {
        return Collections.unmodifiableList(flags);
    }

    /** Whether another keyword finds room. */
    public boolean hasRoom() {
        return flags.size() < MAX_FLAGS;
    }

    /** The bit of a flag, or 0 if the table does not know it. */
    public long mask(Flag flag) {
        int index = flags.indexOf(flag);
        return index < 0 ? 0 : 1L << index;
    }

    /** The bits of flags that the table knows; see {@link #with}. */
    public long bits(Flags some) {
        long bits = 0;
        for (Flag flag : some) {
            bits |= mask(flag);
        }
        return bits;
    }

    /** The flags of some bits; the same instance for the same bits mostly. */
    public Flags flags(long bits) {
        Flags known = read.get(bits);
        if (known != null) {
            return known;
        }
        List<Flag> some = new ArrayList<>();
        for (int i = 0; i < flags.size(); i++) {
            if ((bits & 1L << i) != 0) {
                some.add(flags.get(i));
            }
        }
        Flags made = Flags.of(some);
        if (read.size() < CACHED) {
            read.put(bits, made);
        }
        return made;
    }

    /**
     * A table that knows these flags too; this one if it already does.
     *
     * @throws StoreException LIMIT if there is no room
     */
    public FlagTable with(Flags more) throws StoreException {
        FlagTable table = withRoomFor(more);
        if (Long.bitCount(table.bits(more)) < more.size()) {
            throw new StoreException(StoreException.Reason.LIMIT, "more than " + MAX_FLAGS + " flags in a mailbox");
        }
        return table;
    }

    /** A table that knows these flags too, as many of them as there is room for. */
    public FlagTable withRoomFor(Flags more) {
        List<Flag> all = new ArrayList<>(flags);
        for (Flag flag : more) {
            if (all.size() < MAX_FLAGS && !all.contains(flag)) {
                all.add(flag);
            }
        }
        return all.size() == flags.size() ? this : new FlagTable(List.copyOf(all));
    }
}
