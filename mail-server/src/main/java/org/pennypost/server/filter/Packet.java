package org.pennypost.server.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What either side says at once: an octet that says what it is, and data. On the wire its length in four octets, high ones
 * first, stands before it.
 *
 * @param kind the octet
 * @param data what belongs to it, to be read once
 */
record Packet(char kind, ByteBuffer data) {
    /** The largest one that is taken: a filter sends no more than 65,535 octets of data, and a number with them. */
    static final int MOST = 128 * 1024;

    static final int LENGTH_OCTETS = 4;

    /**
     * How long the packet is that begins with these four octets, without them.
     *
     * @throws FilterFault if it could not be one
     */
    static int length(ByteBuffer octets) throws FilterFault {
        int length = octets.getInt();
        if (length < 1 || length > MOST) {
            throw new FilterFault("it says " + Integer.toUnsignedString(length) + " octets at once");
        }
        return length;
    }

    /** The packet in these octets, one or more. */
    static Packet of(ByteBuffer octets) {
        char kind = (char) (octets.get() & 0xFF);
        return new Packet(kind, octets.slice());
    }

    /** The next number of four octets. */
    int number() throws FilterFault {
        if (data.remaining() < Integer.BYTES) {
            throw malformed();
        }
        return data.getInt();
    }

    /** The next text, each octet a character; a NUL ends it, or the end of the data, because some leave that out. */
    String text() {
        ByteBuffer text = data.slice();
        int length = 0;
        while (length < text.limit() && text.get(length) != 0) {
            length++;
        }
        data.position(data.position() + Math.min(length + 1, text.limit()));
        return StandardCharsets.ISO_8859_1.decode(text.limit(length)).toString();
    }

    /** What is thrown if the data is not what it has to be. */
    FilterFault malformed() {
        return new FilterFault("its answer " + (kind > ' ' && kind < 0x7F ? "'" + kind + "'" : (int) kind)
                + " is malformed or was not offered");
    }
}
