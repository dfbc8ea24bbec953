package org.pennypost.store.maildir.index;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lists of message numbers as octets: the first of them says whether distances follow, seven bits an octet, or a bit for
 * each message; whichever is shorter.
 */
final class Postings {
    private static final byte DISTANCES = 0;
    private static final byte BITS = 1;

    private Postings() {}

    /** Encodes ascending numbers below {@code messages}. */
    static ByteBuffer encode(int[] numbers, int count, int messages) {
        int bits = (messages + 7) / 8;
        ByteBuffer out = ByteBuffer.allocate(1 + Math.min(5 * count, bits + 5));
        out.put(DISTANCES);
        int before = -1;
        for (int i = 0; i < count; i++) {
            if (out.position() > bits) {
                return bits(numbers, count, bits);
            }
            int distance = numbers[i] - before - 1;
            before = numbers[i];
            while (distance >= 0x80) {
                out.put((byte) (distance | 0x80));
                distance >>>= 7;
            }
            out.put((byte) distance);
        }
        return out.flip();
    }

    /** Decodes into {@code numbers}, which has room for all, and answers how many. */
    static int decode(ByteBuffer in, int[] numbers) {
        int count = 0;
        if (in.get() == BITS) {
            for (int number = 0; in.hasRemaining(); number += 8) {
                int octet = in.get() & 0xFF;
                for (int rest = octet; rest != 0; rest &= rest - 1) {
                    numbers[count++] = number + Integer.numberOfTrailingZeros(rest);
                }
            }
            return count;
        }
        int number = -1;
        while (in.hasRemaining()) {
            int distance = 0;
            int shift = 0;
            int octet = in.get();
            while (octet < 0) {
                distance |= (octet & 0x7F) << shift;
                shift += 7;
                octet = in.get();
            }
            number += (distance | octet << shift) + 1;
            numbers[count++] = number;
        }
        return count;
    }

    private static ByteBuffer bits(int[] numbers, int count, int length) {
        byte[] octets = new byte[1 + length];
        octets[0] = BITS;
        for (int number : Arrays.copyOf(numbers, count)) {
            octets[1 + (number >>> 3)] |= (byte) (1 << (number & 7));
        }
        return ByteBuffer.wrap(octets);
    }
}
