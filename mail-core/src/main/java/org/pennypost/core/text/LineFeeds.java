package org.pennypost.core.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds, eight octets at a time: almost all reading of mail is looking for the next one. */
public final class LineFeeds {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x80L * EACH;
    private static final long LINE_FEEDS = '\n' * EACH;

    private LineFeeds() {}

    /** The place of the first LF from {@code from} on and before {@code to}; {@code to} if there is none. */
    public static int find(byte[] octets, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to) {
            // An octet that is LF becomes 0, and the lowest octet that is 0 is the lowest whose high bit this sets.
            long zeroes = (long) EIGHT.get(octets, i) ^ LINE_FEEDS;
            long found = (zeroes - EACH) & ~zeroes & HIGH;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < to && octets[i] != '\n') {
            i++;
        }
        return i;
    }
}
