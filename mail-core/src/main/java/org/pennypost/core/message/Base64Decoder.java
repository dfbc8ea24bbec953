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

    @Override
    public boolean finish(ByteBuffer out) {
        return true;
    }
}
