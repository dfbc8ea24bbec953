package org.pennypost.core.address;

import java.util.Optional;

/**
 * The part of an address before the {@code @}: RFC 5321 §4.1.2 {@code Local-part = Dot-string / Quoted-string}.
 *
 * <p>Holds what the local part says, without quotes and backslashes: {@code "a\b"@x} and {@code ab@x} are equal.
 * Letter case is kept and counts (RFC 5321 §2.4). {@code toString} is the wire form, quoted only where it must be,
 * and has at most {@value #MAX_OCTETS} octets. Immutable.
 *
 * @param value what it says; may be empty ({@code ""@x} is an address)
 */
public record LocalPart(String value) {
    /** RFC 5321 §4.5.3.1.1: the longest local part, in octets of the wire form. */
    public static final int MAX_OCTETS = 64;

    /** @throws IllegalArgumentException if no local part says this */
    public LocalPart {
        fault(value).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    /** Whether the wire form needs no SMTPUTF8 (RFC 6531 §3.3). */
    public boolean isAscii() {
        return AddressText.isAscii(value);
    }

    @Override
    public String toString() {
        return isDotString(value) ? value : quoted(value);
    }

    /** Why a text cannot be what a local part says, if so. */
    static Optional<String> fault(String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7F) || !AddressText.isUnicode(value)) {
            return Optional.of("character not allowed in a local part");
        }
        // The plain value is a lower bound: do not build the quoted form of a huge one.
        boolean tooLong = value.length() > MAX_OCTETS
                || AddressText.octets(isDotString(value) ? value : quoted(value)) > MAX_OCTETS;
        return tooLong ? Optional.of("local part too long") : Optional.empty();
    }

    // RFC 5321 §4.1.2: Dot-string = Atom *("." Atom); RFC 6531 §3.3 adds UTF-8 to Atom
    private static boolean isDotString(String value) {
        int previous = '.';
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            boolean fits = c == '.' ? previous != '.' : c >= 0x80 || AddressText.ATEXT.contains(c);
            if (!fits) {
                return false;
            }
            previous = c;
        }
        return previous != '.';
    }

    // RFC 5321 §4.1.2: Quoted-string = DQUOTE *QcontentSMTP DQUOTE
    private static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        return text.append('"').toString();
    }
}
