package org.pennypost.smtp.syntax;

import org.pennypost.core.text.SyntaxException;

/** Characters as {@code \x{HEXPOINT}}, RFC 6533 §3: addresses beyond ASCII where there is nothing but ASCII. */
public final class Unitext {
    private static final String OPEN = "\\x{";

    private Unitext() {}

    // RFC 6533 §3: utf-8-addr-xtext / utf-8-addr-unitext; a plus sign stands for itself, as in utf-8-address
    static String decode(String unitext) {
        StringBuilder text = new StringBuilder(unitext.length());
        for (int i = 0; i < unitext.length(); i++) {
            if (unitext.charAt(i) == '\\') {
                int close = unitext.indexOf('}', i);
                text.appendCodePoint(point(unitext.substring(i, close < 0 ? unitext.length() : close + 1)));
                i = close;
            } else {
                text.append(unitext.charAt(i));
            }
        }
        // what stands here comes into reports, where it must not end a line
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new SyntaxException("not printable");
        }
        return text.toString();
    }

    /**
     * An address as ORCPT has it, RFC 6533 §3.
     *
     * @param ascii whether there is nothing but ASCII: {@code utf-8-addr-xtext}; else characters beyond it stay as they
     *     are: {@code utf-8-addr-unitext}
     */
    public static String encode(String text, boolean ascii) {
        StringBuilder unitext = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean plain = c > ' ' && c < 0x7F && c != '\\' && c != '+' && c != '=' || c > 0x7F && !ascii;
            if (plain) {
                unitext.appendCodePoint(c);
            } else {
                unitext.append(OPEN).append("%02X".formatted(c)).append('}');
            }
        });
        return unitext.toString();
    }

    /** Text of others as a log in ASCII shows it, nothing of it lost: RFC 6531 §5. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c >= ' ' && c < 0x7F && c != '\\') {
                printable.append((char) c);
            } else {
                printable.append(OPEN).append("%02X".formatted(c)).append('}');
            }
        });
        return printable.toString();
    }

    // EmbeddedUnicodeChar = %x5C.78 "{" HEXPOINT "}"
    private static int point(String embedded) {
        if (!embedded.matches("\\\\x\\{[0-9A-Fa-f]{2,6}\\}")) {
            throw new SyntaxException("expected \\x{ and two to six hexadecimal digits");
        }
        int point = Integer.parseInt(embedded.substring(OPEN.length(), embedded.length() - 1), 16);
        if (!Character.isValidCodePoint(point) || Character.getType(point) == Character.SURROGATE) {
            throw new SyntaxException("not printable");
        }
        return point;
    }
}
