package org.pennypost.core.account;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Prepares user names and passwords for comparison, RFC 4013: SASLprep.
 *
 * <p>Maps spaces and drops what is commonly mapped to nothing, normalises with NFKC. A string with a prohibited
 * character or unassigned code points is left as it is, so that it simply does not match, instead of failing a login
 * with a message that tells why; so is one of more than {@value #LONGEST} characters. Stateless.
 */
public final class SaslPrep {
    /** To put combining marks in order takes the square of their number, and anybody may send a name. */
    private static final int LONGEST = 1_024;

    private SaslPrep() {}

    /** The prepared form of a string that is stored or compared with what is stored. */
    public static String stored(String text) {
        if (text.length() > LONGEST || text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            return text;
        }
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> !mappedToNothing(c))
                .map(c -> space(c) ? ' ' : c)
                .forEach(mapped::appendCodePoint);
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        return normal.codePoints().anyMatch(SaslPrep::prohibited) ? text : normal;
    }

    /**
     * The prepared form of a name or a password that a client presents; empty if the preparation fails or leaves
     * nothing, when the login has failed too (RFC 4616 §2, RFC 5802 §5.1). Unassigned code points are allowed in it,
     * since they may have been assigned after this runtime was made (RFC 3454 §7).
     */
    public static Optional<String> presented(String text) {
        String prepared = stored(text);
        boolean failed =
                prepared.codePoints().anyMatch(c -> prohibited(c) && Character.getType(c) != Character.UNASSIGNED);
        return failed || prepared.isEmpty() ? Optional.empty() : Optional.of(prepared);
    }

    /** Whether a string has no character that RFC 4013 §2.3 prohibits, for protocols that must refuse those. */
    public static boolean permits(String text) {
        return stored(text).codePoints().noneMatch(SaslPrep::prohibited);
    }

    /** RFC 3454 §C.1.2. */
    private static boolean space(int c) {
        return c != ' ' && (Character.getType(c) == Character.SPACE_SEPARATOR || c == 0x200B);
    }

    /** RFC 3454 §B.1. */
    private static boolean mappedToNothing(int c) {
        return c == 0xAD
                || c == 0x34F
                || c == 0x1806
                || c >= 0x180B && c <= 0x180D
                || c == 0x200C
                || c == 0x200D
                || c == 0x2060
                || c >= 0xFE00 && c <= 0xFE0F
                || c == 0xFEFF;
    }

    /** RFC 4013 §2.3, the parts that a Java runtime knows. */
    private static boolean prohibited(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || c >= 0x2FF0 && c <= 0x2FFB
                || c == 0xFFFD;
    }
}
