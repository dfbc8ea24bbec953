package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** RFC 2045 §6.8. An octet goes out as soon as its bits are there; bits that make none are dropped at padding. */
final class Base64Decoder implements TransferDecoder {
    private static final byte NONE = -1;
    private static final byte PADDING = -2;
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, NONE);
        byte[] alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (byte value = 0; value < alphabet.length; value++) {
            VALUES[alphabet[value]] = value;
        }
        VALUES['='] = PADDING;
    }

    private int bits;
    private int count;

    @Override
    public void decode(ByteBuffer in, ByteBuffer out) {
        while (in.hasRemaining() && out.hasRemaining()) {
            if (quantum(in, out)) {
                continue;
            }
            byte value = VALUES[in.get() & 0xFF];
            if (value >= 0) {
                bits = bits << 6 | value;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    out.put((byte) (bits >> count));
                }
            } else if (value == PADDING) {
                count = 0; // what comes may be another encoded text behind this one
            }
        }
    }

    // Four characters of the alphabet in a row, which is nearly all of a body.
    private boolean quantum(ByteBuffer in, ByteBuffer out) {
        if (count != 0 || in.remaining() < 4 || out.remaining() < 3) {
            return false;
        }
        int at = in.position();
        int first = VALUES[in.get(at) & 0xFF];
        int second = VALUES[in.get(at + 1) & 0xFF];
        int third = VALUES[in.get(at + 2) & 0xFF];
        int fourth = VALUES[in.get(at + 3) & 0xFF];
        if ((first | second | third | fourth) < 0) {
            return false;
        }
        out.put((byte) (first << 2 | second >> 4));
        out.put((byte) (second << 4 | third >> 2));
        out.put((byte) (third << 6 | fourth));
        in.position(at + 4);
        return true;
    }

    @Override
    public boolean finish(ByteBuffer out) {
        return true;
    }
}
