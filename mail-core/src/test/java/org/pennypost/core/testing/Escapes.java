package org.pennypost.core.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Octets that cannot be seen, as text. */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|(.))", Pattern.DOTALL);

    private Escapes() {}

    /** The octets that a text with escapes means. */
    static String read(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(octet(found.group(1), found.group(2))));
    }

    /** A line with escapes for everything that is no printable ASCII, cut where it gets too long to read. */
    static String show(String octets) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (i == 400) {
                return shown.append("… (")
                        .append(octets.length())
                        .append(" octets)")
                        .toString();
            } else if (c == '\r') {
                shown.append("\\r");
            } else if (c == '\n') {
                shown.append("\\n");
            } else if (c < 0x20 || c > 0x7E) {
                shown.append(String.format("\\x%02X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static String octet(String hex, String letter) {
        if (hex != null) {
            return String.valueOf((char) Integer.parseInt(hex, 16));
        }
        switch (letter) {
            case "r":
                return "\r";
            case "n":
                return "\n";
            case "t":
                return "\t";
            case "0":
                return "\0";
            case "\\":
                return "\\";
            default:
                throw new IllegalArgumentException("no such escape: \\" + letter);
        }
    }
}
