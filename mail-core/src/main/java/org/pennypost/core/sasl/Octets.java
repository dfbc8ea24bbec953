package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Looks at octets of responses, by offsets from the buffer's position. */
final class Octets {
    private Octets() {}

    static int indexOf(ByteBuffer octets, int wanted, int from) {
        for (int i = from; i < octets.remaining(); i++) {
            if (octets.get(octets.position() + i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    static ByteBuffer slice(ByteBuffer octets, int from, int to) {
        return octets.slice(octets.position() + from, to - from);
    }

    static String text(ByteBuffer octets) {
        return StandardCharsets.UTF_8.decode(octets.duplicate()).toString();
    }

    static byte[] array(ByteBuffer octets) {
        byte[] array = new byte[octets.remaining()];
        octets.duplicate().get(array);
        return array;
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** The octets that base64 text stands for (RFC 4648 §4, padded); empty if it is none. */
    static Optional<byte[]> fromBase64(String text) {
        if (text.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException garbage) {
            return Optional.empty();
        }
    }
}
