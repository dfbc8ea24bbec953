package org.pennypost.store.maildir;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Finds the files of a {@link Listing} by their base names; of several with one name the last one. Immutable. */
final class ListingIndex {
    private static final int FREE = -1;

    private final Listing files;
    private final int[] slots;
    private final int[] hashes;
    private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;
    private int size;

    ListingIndex(Listing files) {
        this.files = files;
        int length = Integer.highestOneBit(Math.max(1, files.size())) * 4;
        slots = new int[length];
        hashes = new int[length];
        Arrays.fill(slots, FREE);
        for (int file = 0; file < files.size(); file++) {
            byte[] base = files.base(file);
            int slot = slot(base);
            size += slots[slot] == FREE ? 1 : 0;
            slots[slot] = file;
            hashes[slot] = hash(base);
        }
    }

    /** How many base names there are. */
    int size() {
        return size;
    }

    /** The file with a base name, or −1. */
    int find(String base) {
        return slots[slot(base.getBytes(StandardCharsets.UTF_8))];
    }

    /** Where a name is, or would be. */
    private int slot(byte[] base) {
        int hash = hash(base);
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        while (slots[slot] != FREE && !(hashes[slot] == hash && files.hasBase(slots[slot], base))) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** Nobody knows how to make names that run into each other. */
    private int hash(byte[] base) {
        int hash = 0;
        for (byte octet : base) {
            hash = (hash + octet) * multiplier;
        }
        return hash;
    }
}
