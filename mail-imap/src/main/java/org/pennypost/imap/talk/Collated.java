package org.pennypost.imap.talk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.pennypost.core.reading.TextFold;

/**
 * Texts by the collation {@code i;unicode-casemap} (RFC 5051 §2), which RFC 5256 §7 asks for, as octets whose unsigned
 * order is that of the texts.
 */
final class Collated {
    /** The most octets that are kept of a text. */
    static final int MOST = 512;

    /** What a decoder puts in place of octets that are no text. */
    private static final int NO_TEXT = '\uFFFD';
    /** RFC 2047 §2: an encoded word that was left as it is, because its charset is unknown. */
    private static final Pattern LEFT = Pattern.compile("=\\?[^? ]++\\?[bqBQ]\\?[^? ]*+\\?=");
    /** No text in UTF-8 has it, and so all texts come before what begins with it. */
    private static final byte BEHIND_ALL = (byte) 0xFF;

    private Collated() {}

    /**
     * A text. Deviates from RFC 5256 §7: of texts with more than 512 octets that begin with the same 496 the order is
     * that of their digests, because the memory of a SORT must not depend on what strangers write into a subject. Only
     * texts that are the same have the same octets.
     *
     * <p>RFC 5255 §4.6: what could not be decoded comes behind all that could, by its octets.
     * Deviates from RFC 5255 §4.6: octets that are no text are all the same there, because a header is decoded once for
     * all who ask for it.
     */
    static byte[] text(String text) {
        byte[] octets = isDecoded(text) ? folded(text) : unfolded(text);
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

    private static boolean isDecoded(String text) {
        return text.indexOf(NO_TEXT) < 0
                && (!text.contains("=?") || !LEFT.matcher(text).find());
    }

    private static byte[] unfolded(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        byte[] marked = new byte[octets.length + 1];
        marked[0] = BEHIND_ALL;
        System.arraycopy(octets, 0, marked, 1, octets.length);
        return marked;
    }
}
