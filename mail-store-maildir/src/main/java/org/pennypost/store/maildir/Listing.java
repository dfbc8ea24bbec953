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
        require(1, name.length);
        int start = start(size);
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

    private void take(Listing from, int index) {
        int start = start(size);
        int length = from.ends[index] - from.start(index);
        System.arraycopy(from.text, from.start(index), text, start, length);
        fresh.set(size, from.fresh.get(index));
        own.set(size, from.own.get(index));
        arrivals[size] = from.arrivals[index];
        onDisk[size] = from.onDisk[index];
        octets[size] = from.octets[index];
        told &= onDisk[size] >= 0 && octets[size] >= 0;
        ends[size++] = start + length;
    }

    /** Makes room for more files, whose names have so many octets. */
    private void require(int files, int octetsOfNames) {
        if (size + files > ends.length) {
            int room = Math.max(2 * size, size + files);
            ends = Arrays.copyOf(ends, room);
            arrivals = Arrays.copyOf(arrivals, room);
            onDisk = Arrays.copyOf(onDisk, room);
            octets = Arrays.copyOf(octets, room);
        }
        int end = start(size) + octetsOfNames;
        if (end > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, end));
        }
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

    /** Some of these files in another order, in which they lie one behind the other. */
    Listing inOrder(int[] indexes, int count) {
        Listing ordered = new Listing();
        ordered.require(count, start(size));
        for (int i = 0; i < count; i++) {
            ordered.take(this, indexes[i]);
        }
        return ordered;
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
