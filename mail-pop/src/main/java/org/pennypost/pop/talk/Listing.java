package org.pennypost.pop.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.engine.Payload;

/**
 * Lines of LIST and UIDL on their way into one send: numbers are written as octets, and no text is made for a line.
 * Confined to one conversation.
 */
final class Listing {
    /** As much as one send should have. */
    private static final int ENOUGH = 32 * 1024;
    /** The longest line: a message number, a space, 70 characters of a unique-id (RFC 1939 §7), CRLF. */
    private static final int LONGEST_LINE = 10 + 1 + 70 + 2;

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
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int end = octets.position() + digits;
        long rest = number;
        for (int at = end - 1; at >= end - digits; at--) {
            octets.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
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
