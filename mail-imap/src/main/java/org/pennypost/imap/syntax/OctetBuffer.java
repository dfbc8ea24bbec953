package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pennypost.core.message.RawText;

/** A buffer that grows as octets are written to it, and is given away whole. Holds no memory while it is empty. */
final class OctetBuffer {
    private static final byte[] NO_OCTETS = new byte[0];

    private final int first;
    private byte[] octets = NO_OCTETS;
    private int length;

    /** @param first how many octets it has room for when the first is written */
    OctetBuffer(int first) {
        this.first = first;
    }

    int length() {
        return length;
    }

    void octet(int octet) {
        room(1);
        octets[length++] = (byte) octet;
    }

    void ascii(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            octets[length++] = (byte) text.charAt(i);
        }
    }

    void upper(int octet) {
        octet(octet >= 'a' && octet <= 'z' ? octet - 32 : octet);
    }

    void octets(byte[] some) {
        room(some.length);
        System.arraycopy(some, 0, octets, length, some.length);
        length += some.length;
    }

    void octets(ByteBuffer some) {
        int count = some.remaining();
        room(count);
        some.get(some.position(), octets, length, count);
        length += count;
    }

    void octets(RawText text) {
        room(text.length());
        text.copyTo(octets, length);
        length += text.length();
    }

    /** Whether what was written from {@code from} on stands for itself in a quoted string, in ASCII. */
    boolean isPlain(int from) {
        for (int i = from; i < length; i++) {
            byte octet = octets[i];
            if (octet < ' ' || octet == '"' || octet == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Takes back what was written from {@code from} on. */
    void truncate(int from) {
        length = from;
    }

    void number(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("negative: " + number);
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        room(digits);
        int at = length + digits;
        long rest = number;
        do {
            octets[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        length += digits;
    }

    /** What was written; the buffer is then empty, and writes to other memory. */
    ByteBuffer take() {
        ByteBuffer written = ByteBuffer.wrap(octets, 0, length).slice();
        octets = NO_OCTETS;
        length = 0;
        return written;
    }

    private void room(int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(length + count, Math.max(first, octets.length * 2)));
        }
    }
}
