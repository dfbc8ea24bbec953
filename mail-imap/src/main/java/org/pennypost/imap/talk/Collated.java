package org.pennypost.imap.talk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pennypost.core.reading.TextFold;

/**
 * Texts by the collation {@code i;unicode-casemap} (RFC 5051 §2), which RFC 5256 §7 asks for, as octets whose unsigned
 * order is that of the texts.
 */
final class Collated {
    /** The most octets that are kept of a text. */
    static final int MOST = 512;

    private Collated() {}

    /**
     * A text. Deviates from RFC 5256 §7: of texts with more than 512 octets that begin with the same 496 the order is
     * that of their digests, because the memory of a SORT must not depend on what strangers write into a subject. Only
     * texts that are the same have the same octets.
     */
    static byte[] text(String text) {
        byte[] octets = folded(text);
        if (octets.length <= MOST) {
            return octets;
        }
        byte[] digest = ObjectIds.digest().digest(octets);
        byte[] kept = Arrays.copyOf(octets, MOST);
        System.arraycopy(digest, 0, kept, MOST - ObjectIds.SHORT, ObjectIds.SHORT);
        return kept;
    }

    private static byte[] folded(String text) {
        byte[] octets = new byte[text.length()];
        for (int i = 0; i < octets.length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return TextFold.fold(text).getBytes(StandardCharsets.UTF_8);
            }
            octets[i] = (byte) TextFold.ascii(c);
        }
        return octets;
    }
}
