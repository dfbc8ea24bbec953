package org.pennypost.server.authentication;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The header of a message that comes in pieces, until the blank line behind it. Confined to one thread. */
public final class HeldHeader {
    private final int most;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(2048);
    /** How much of CRLF CRLF has gone by; the start of a message is like the start of a line. */
    private int blankLine = 2;

    /** @param most how many octets it takes, whether or not the header ends with them */
    public HeldHeader(int most) {
        this.most = most;
    }

    /** Takes octets that belong to it, and leaves others; tells whether it takes no more. */
    public boolean take(ByteBuffer more) {
        while (more.hasRemaining() && !isFull()) {
            byte octet = more.get();
            octets.write(octet);
            byte expected = (byte) (blankLine % 2 == 0 ? '\r' : '\n');
            blankLine = octet == expected ? blankLine + 1 : octet == '\r' ? 1 : 0;
        }
        return isFull();
    }

    /** Whether the blank line was there. */
    public boolean isWhole() {
        return blankLine == 4;
    }

    /**
     * What it has taken. In a binary message (RFC 3030 §3) lines may end with LF, and the header with two of them: then
     * there is more here than that.
     */
    public ByteBuffer taken() {
        return ByteBuffer.wrap(octets.toByteArray());
    }

    private boolean isFull() {
        return isWhole() || octets.size() == most;
    }
}
