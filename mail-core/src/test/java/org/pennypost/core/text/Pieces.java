package org.pennypost.core.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Octets cut into pieces at random. */
final class Pieces {
    private Pieces() {}

    /** The octets in pieces of up to {@code most} octets, each in a buffer that has other octets around it. */
    static List<ByteBuffer> of(byte[] octets, long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < octets.length; ) {
            int length = random.nextInt(1, Math.min(most, octets.length - at) + 1);
            byte[] room = new byte[length + 5];
            room[2] = '\n';
            room[length + 3] = '\n';
            System.arraycopy(octets, at, room, 3, length);
            pieces.add(ByteBuffer.wrap(room, 3, length));
            at += length;
        }
        return pieces;
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(ByteBuffer octets) {
        return StandardCharsets.ISO_8859_1.decode(octets.duplicate()).toString();
    }
}
