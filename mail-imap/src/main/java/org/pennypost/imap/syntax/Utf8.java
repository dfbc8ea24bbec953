package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.text.SyntaxException;

/** Octets to text, where nothing may be lost on the way. */
final class Utf8 {
    private Utf8() {}

    /** The text of UTF-8 octets; what is none is refused (RFC 6855 §3). */
    static String decode(ByteBuffer octets) {
        return decode(octets, StandardCharsets.UTF_8);
    }

    /** The text of octets in a charset. */
    static String decode(ByteBuffer octets, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(octets.duplicate())
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new SyntaxException("text is not " + charset.name());
        }
    }

    /** Whether these octets are UTF-8, RFC 3629 §4, checked without making text of them. */
    static boolean isValid(ByteBuffer octets) {
        int at = octets.position();
        while (at < octets.limit()) {
            int length = lengthOf(octets, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** RFC 3629 §4 {@code UTF8-char}: how many octets the character at {@code at} has; 0 if there is none. */
    private static int lengthOf(ByteBuffer octets, int at) {
        int first = octets.get(at) & 0xFF;
        if (first < 0x80) {
            return 1;
        } else if (first < 0xC2 || first > 0xF4) {
            return 0;
        } else if (first < 0xE0) {
            return tail(octets, at + 1, 0x80, 0xBF) ? 2 : 0;
        } else if (first < 0xF0) {
            boolean fits = tail(octets, at + 1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
            return fits && tail(octets, at + 2, 0x80, 0xBF) ? 3 : 0;
        }
        boolean fits = tail(octets, at + 1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        return fits && tail(octets, at + 2, 0x80, 0xBF) && tail(octets, at + 3, 0x80, 0xBF) ? 4 : 0;
    }

    private static boolean tail(ByteBuffer octets, int at, int low, int high) {
        int octet = at < octets.limit() ? octets.get(at) & 0xFF : 0;
        return octet >= low && octet <= high;
    }
}
