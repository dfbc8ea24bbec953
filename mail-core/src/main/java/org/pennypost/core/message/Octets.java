package org.pennypost.core.message;

import java.util.Arrays;

/** Moves over octets that the readers of this package share, and a growing array of them. */
final class Octets {
    static final byte CR = '\r';
    static final byte LF = '\n';

    private byte[] array;
    private int length;

    Octets(int capacity) {
        array = new byte[capacity];
    }

    int length() {
        return length;
    }

    void truncate(int newLength) {
        length = newLength;
    }

    void append(int octet) {
        if (length == array.length) {
            array = Arrays.copyOf(array, Math.max(16, length * 2));
        }
        array[length++] = (byte) octet;
    }

    void append(byte[] from, int start, int end) {
        int count = end - start;
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(length + count, length * 2));
        }
        System.arraycopy(from, start, array, length, count);
        length += count;
    }

    RawText toText() {
        return RawText.copyOf(array, 0, length);
    }

    byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t';
    }

    static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    /** The place of the first LF in [from, to), or {@code to}. */
    static int lineFeed(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && octets[i] != LF) {
            i++;
        }
        return i;
    }

    static boolean equalsIgnoringCase(byte[] octets, int from, int to, String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(octets[i]) != lower(ascii.charAt(i - from))) {
                return false;
            }
        }
        return true;
    }
}
