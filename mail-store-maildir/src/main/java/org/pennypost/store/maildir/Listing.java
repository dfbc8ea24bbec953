package org.pennypost.store.maildir;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.RandomAccess;

/**
 * Files that were found in directories, in little memory: their names one behind the other, and a {@link Found} made
 * when it is asked for. Objects of a large mailbox that are looked at in another order than they were made in are each a
 * way to slow memory, so ask for them in the order in which they are used.
 */
final class Listing extends AbstractList<Found> implements RandomAccess {
    private final BitSet fresh = new BitSet();
    private final BitSet own = new BitSet();
    private byte[] text = new byte[4096];
    private int[] ends = new int[64];
    private long[] arrivals = new long[64];
    private long[] onDisk = new long[64];
    private long[] octets = new long[64];
    private boolean told = true;
    private int size;

    @Override
    public boolean add(Found found) {
        byte[] name = found.name().getBytes(StandardCharsets.UTF_8);
        int start = start(size);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            arrivals = Arrays.copyOf(arrivals, 2 * size);
            onDisk = Arrays.copyOf(onDisk, 2 * size);
            octets = Arrays.copyOf(octets, 2 * size);
        }
        if (start + name.length > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, start + name.length));
        }
        System.arraycopy(name, 0, text, start, name.length);
        fresh.set(size, found.fresh());
        own.set(size, FileName.validity(found.name()) != 0);
        arrivals[size] = found.arrival();
        onDisk[size] = found.onDisk();
        octets[size] = found.octets();
        told &= found.isTold();
        ends[size++] = start + name.length;
        return true;
    }

    @Override
    public Found get(int index) {
        int start = start(index);
        String name = new String(text, start, ends[index] - start, StandardCharsets.UTF_8);
        return new Found(name, fresh.get(index), onDisk[index], octets[index]);
    }

    @Override
    public int size() {
        return size;
    }

    /** When a file arrived, as its name tells. */
    long arrival(int index) {
        return arrivals[index];
    }

    /** Whether the name of a file seems to bear a UID. */
    boolean hasOwnName(int index) {
        return own.get(index);
    }

    /** Whether all names tell the sizes of their files, also with CRLF line ends. */
    boolean isTold() {
        return told;
    }

    /** Whether a file has this base name. */
    boolean hasBase(int index, byte[] base) {
        return Arrays.equals(text, start(index), baseEnd(index), base, 0, base.length);
    }

    /** Whether a file has this name, in {@code new} or in {@code cur}. */
    boolean is(int index, String name, boolean inNew) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        return fresh.get(index) == inNew && Arrays.equals(text, start(index), ends[index], octets, 0, octets.length);
    }

    /** The base name of a file. */
    byte[] base(int index) {
        return Arrays.copyOfRange(text, start(index), baseEnd(index));
    }

    private int baseEnd(int index) {
        int end = start(index);
        while (end < ends[index] && text[end] != ':') {
            end++;
        }
        return end;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}
