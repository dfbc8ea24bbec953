package org.pennypost.server.moving;

import java.nio.ByteBuffer;

/**
 * A message as it stands in an mbox: lines end with LF, and a line that begins with {@code From} behind any number of
 * {@code >} gets one more. Takes pieces of any size. Confined to one thread.
 */
final class MboxQuoting {
    private static final byte[] FROM = FromLine.START;

    /** How much of {@code From} has been seen at the start of the line; −1 within a line. */
    private int matched;

    private boolean carriageReturn;
    private boolean lineEnded = true;

    /** The next octets of the message, all that remain, as they stand there. */
    ByteBuffer quote(ByteBuffer octets) {
        // Each octet may let go what was held: a CR, and the beginning of a line.
        ByteBuffer out = ByteBuffer.allocate(octets.remaining() + FROM.length + 2 + octets.remaining() / FROM.length);
        while (octets.hasRemaining()) {
            take(octets.get(), out);
        }
        return out.flip();
    }

    /** The end: what was held, the end of the last line, and the empty line behind a message. */
    ByteBuffer finish() {
        ByteBuffer out = ByteBuffer.allocate(FROM.length + 4);
        letGo(out);
        if (!lineEnded) {
            out.put((byte) '\n');
        }
        out.put((byte) '\n');
        return out.flip();
    }

    private void take(byte octet, ByteBuffer out) {
        if (carriageReturn && octet != '\n') {
            letGo(out);
        }
        if (octet == '\r') {
            release(out);
            carriageReturn = true;
            lineEnded = false;
            return;
        }
        carriageReturn = false;
        if (matched >= 0 && matched < FROM.length && octet == FROM[matched]) {
            matched++;
            lineEnded = false;
            if (matched == FROM.length) {
                out.put((byte) '>');
                release(out);
            }
            return;
        }
        boolean stillStart = matched == 0 && octet == '>';
        release(out);
        out.put(octet);
        lineEnded = octet == '\n';
        matched = lineEnded || stillStart ? 0 : -1;
    }

    private void letGo(ByteBuffer out) {
        release(out);
        if (carriageReturn) {
            out.put((byte) '\r');
            carriageReturn = false;
        }
    }

    /** Writes what was held of the beginning of a line. */
    private void release(ByteBuffer out) {
        if (matched > 0) {
            out.put(FROM, 0, matched);
        }
        matched = -1;
    }
}
