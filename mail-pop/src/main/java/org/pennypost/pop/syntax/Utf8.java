package org.pennypost.pop.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.text.SyntaxException;

/** Text in UTF-8, and nothing that only looks like it: RFC 6856 §2.2, RFC 3629. */
final class Utf8 {
    private Utf8() {}

    static String text(ByteBuffer octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException malformed) {
            throw new SyntaxException("not UTF-8");
        }
    }
}
