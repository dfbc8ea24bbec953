package org.pennypost.tls.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets that become more, in memory that is used again. Confined to one thread. */
final class Growing {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] octets;
    private int size;

    Growing(int usual) {
        this.octets = new byte[usual];
    }

    int size() {
        return size;
    }

    /** The octets themselves, valid up to {@link #size} and until more are put. */
    byte[] array() {
        return octets;
    }

    byte[] copy() {
        return Arrays.copyOf(octets, size);
    }

    void clear() {
        size = 0;
    }

    /** Takes the last ones away. */
    void cut(int count) {
        size -= count;
    }

    /** Leaves room that is filled later. */
    void skip(int count) {
        require(count);
        size += count;
    }

    Growing put(char ascii) {
        require(1);
        octets[size++] = (byte) ascii;
        return this;
    }

    Growing put(byte[] more) {
        return put(more, more.length);
    }

    /** The first of these octets. */
    Growing put(byte[] more, int count) {
        require(count);
        System.arraycopy(more, 0, octets, size, count);
        size += count;
        return this;
    }

    /** A text in ASCII. */
    Growing put(String ascii) {
        int length = ascii.length();
        require(length);
        for (int i = 0; i < length; i++) {
            octets[size + i] = (byte) ascii.charAt(i);
        }
        size += length;
        return this;
    }

    /** Puts a text if it is printable ASCII without backslashes, else nothing. */
    boolean putPlain(String text) {
        int length = text.length();
        require(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '\\') {
                return false;
            }
            octets[size + i] = (byte) c;
        }
        size += length;
        return true;
    }

    /** In hexadecimal. */
    Growing putHex(ByteBuffer more) {
        require(2 * more.remaining());
        for (int i = more.position(); i < more.limit(); i++) {
            octets[size++] = DIGITS[more.get(i) >> 4 & 15];
            octets[size++] = DIGITS[more.get(i) & 15];
        }
        return this;
    }

    private void require(int more) {
        if (octets.length - size < more) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, Math.addExact(size, more)));
        }
    }
}
