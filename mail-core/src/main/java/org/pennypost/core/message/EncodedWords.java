package org.pennypost.core.message;

import java.nio.charset.StandardCharsets;

/** placeholder until written. */
final class EncodedWords {
    private EncodedWords() {}

    static String decode(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.UTF_8);
    }
}
