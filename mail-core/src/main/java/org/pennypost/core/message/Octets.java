package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.pennypost.core.text.LineFeeds;

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

    boolean startsWith(int octet) {
        return length > 0 && array[0] == octet;
    }

    boolean endsWith(int octet) {
        return length > 0 && array[length - 1] == octet;
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

    void append(Octets other) {
        append(other.array, 0, other.length);
    }

    /** Appends what a decoder makes of all of {@code in}. */
    void append(TransferDecoder decoder, ByteBuffer in) {
        do {
            append(Math.max(64, in.remaining()), room -> decoder.decode(in, room));
        } while (in.hasRemaining());
        append(1024, decoder::finish);
    }

    private void append(int room, Consumer<ByteBuffer> writer) {
        if (array.length - length < room) {
            array = Arrays.copyOf(array, Math.max(length + room, length * 2));
        }
        ByteBuffer free = ByteBuffer.wrap(array, length, array.length - length);
        writer.accept(free);
        length = free.position();
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
        return LineFeeds.find(octets, from, to);
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
