package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/** Writes octets as base64 in lines of 76 characters, RFC 2045 §6.8. */
final class Base64Lines implements LineEncoder {
    /** So many octets fill a line. */
    private static final int LINE = 57;

    private final byte[] line = new byte[LINE];
    private int length;
    private boolean begun;

    @Override
    public void encode(byte[] octets, int from, int to, ByteArrayOutputStream out) {
        int at = from;
        while (at < to) {
            int count = Math.min(to - at, LINE - length);
            System.arraycopy(octets, at, line, length, count);
            length += count;
            at += count;
            if (length == LINE) {
                flush(out);
            }
        }
    }

    @Override
    public void finish(ByteArrayOutputStream out) {
        if (length > 0) {
            flush(out);
        }
        begun = false;
    }

    private void flush(ByteArrayOutputStream out) {
        if (begun) {
            out.write('\r');
            out.write('\n');
        }
        out.writeBytes(Base64.getEncoder().encode(Arrays.copyOf(line, length)));
        length = 0;
        begun = true;
    }
}
