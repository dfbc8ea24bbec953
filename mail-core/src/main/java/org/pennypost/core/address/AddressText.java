package org.pennypost.core.address;

import java.nio.charset.StandardCharsets;
import org.pennypost.core.text.OctetSet;

/** What is common to the texts of addresses: character classes, lengths in octets, ASCII case. */
final class AddressText {
    /** RFC 5322 §3.2.3 {@code atext} without the UTF-8 that RFC 6531 §3.3 adds. */
    static final OctetSet ATEXT = OctetSet.ALPHA.and(OctetSet.DIGIT).and("!#$%&'*+-/=?^_`{|}~");
    /** RFC 5321 §4.1.2 {@code Let-dig}. */
    static final OctetSet LET_DIG = OctetSet.ALPHA.and(OctetSet.DIGIT);

    private AddressText() {}

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    static int octets(String text) {
        return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether the text is Unicode that UTF-8 can carry: no lone surrogate, RFC 3629 §3. */
    static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Upper-case ASCII letters made lower; everything else as it is. */
    static String foldAscii(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return folded.toString();
    }
}
