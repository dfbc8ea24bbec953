package org.pennypost.store.maildir;

import java.nio.charset.StandardCharsets;

/**
 * File names in little memory: two digits go into one octet, and what most names have is one octet. All octets of UTF-8
 * that are not ASCII are escaped, so that every name comes back as it was.
 */
final class NameCode {
    private static final int PAIRS = 0x80;
    private static final int TOKENS = PAIRS + 100;
    private static final int ESCAPE = 0xFF;
    /** In pairs that begin with the same octet; of two that begin alike the longer one stands first. */
    private static final byte[][] WORDS = words(",S=", ",W=", ":2,S", ":2,", ".M", ".U");

    private NameCode() {}

    /** Puts a name behind {@code at} and answers the place behind it; the array must have room for twice its octets. */
    static int encode(String name, byte[] into, int at) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        int out = at;
        int i = 0;
        while (i < octets.length) {
            byte octet = octets[i];
            int word = digit(octet) ? -1 : word(octets, i);
            if (word >= 0) {
                into[out++] = (byte) (TOKENS + word);
                i += WORDS[word].length;
            } else if (digit(octet) && i + 1 < octets.length && digit(octets[i + 1])) {
                into[out++] = (byte) (PAIRS + (octet - '0') * 10 + octets[i + 1] - '0');
                i += 2;
            } else {
                if (octet < 0) {
                    into[out++] = (byte) ESCAPE;
                }
                into[out++] = octet;
                i++;
            }
        }
        return out;
    }

    /** The name between two places. */
    static String decode(byte[] code, int from, int to) {
        byte[] octets = new byte[(to - from) * 4];
        int out = 0;
        for (int i = from; i < to; i++) {
            int octet = code[i] & 0xFF;
            if (octet < PAIRS) {
                octets[out++] = (byte) octet;
            } else if (octet < TOKENS) {
                octets[out++] = (byte) ('0' + (octet - PAIRS) / 10);
                octets[out++] = (byte) ('0' + (octet - PAIRS) % 10);
            } else if (octet == ESCAPE) {
                octets[out++] = code[++i];
            } else {
                for (byte letter : WORDS[octet - TOKENS]) {
                    octets[out++] = letter;
                }
            }
        }
        return new String(octets, 0, out, StandardCharsets.UTF_8);
    }

    private static boolean digit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private static int word(byte[] octets, int at) {
        int first = switch (octets[at]) {
            case ',' -> 0;
            case ':' -> 2;
            case '.' -> 4;
            default -> -1;
        };
        if (first >= 0 && starts(octets, at, WORDS[first])) {
            return first;
        }
        return first >= 0 && starts(octets, at, WORDS[first + 1]) ? first + 1 : -1;
    }

    private static boolean starts(byte[] octets, int at, byte[] word) {
        if (at + word.length > octets.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (octets[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[][] words(String... words) {
        byte[][] octets = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            octets[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
        return octets;
    }
}
