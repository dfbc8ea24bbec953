package org.pennypost.pop.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.engine.Payload;

/**
 * Lines of LIST and UIDL on their way into one send: digits are written as octets, and no text is made for a message.
 * Confined to one conversation.
 */
final class Listing {
    /** As much as one send should have. */
    private static final int ENOUGH = 32 * 1024;
    /** The longest line: a message number, a space, 70 characters of a unique-id (RFC 1939 §7), CRLF. */
    private static final int LONGEST_LINE = 10 + 1 + 70 + 2;

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private final ByteBuffer octets;

    /** Room for so many lines, or for as many as one send should have. */
    Listing(int lines) {
        this.octets = ByteBuffer.allocate(Math.min(ENOUGH, lines * LONGEST_LINE) + LONGEST_LINE);
    }

    /** Whether one more line has room. */
    boolean hasRoom() {
        return octets.remaining() >= LONGEST_LINE;
    }

    Listing decimal(long number) {
        return number(number, 10, 1, '0');
    }

    Listing number(long number, int base, int width, int fill) {
        int digits = 1;
        for (long rest = number / base; rest > 0; rest /= base) {
            digits++;
        }
        for (int i = digits; i < width; i++) {
            octets.put((byte) fill);
        }
        int end = octets.position() + digits;
        long rest = number;
        for (int at = end - 1; at >= end - digits; at--) {
            octets.put(at, DIGITS[(int) (rest % base)]);
            rest /= base;
        }
        octets.position(end);
        return this;
    }

    Listing text(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            octets.put((byte) ascii.charAt(i));
        }
        return this;
    }

    Listing octet(int octet) {
        octets.put((byte) octet);
        return this;
    }

    Listing endLine() {
        octets.put((byte) '\r').put((byte) '\n');
        return this;
    }

    Payload payload() {
        return new Payload.Octets(octets.flip());
    }
}
