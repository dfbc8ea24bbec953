package org.pennypost.smtp.talk;

import java.nio.charset.StandardCharsets;
import org.pennypost.core.text.OctetSet;

/** A value with parameters, those that are not ASCII with their charset: RFC 2231 §4. */
final class EncodedParameters {
    // RFC 2231 §7: attribute-char
    private static final OctetSet PLAIN = OctetSet.ALPHA.and(OctetSet.DIGIT).and("!#$&+-.^_`{|}~");
    /** How much of a value goes into a line; RFC 2231 §3 has the rest in the next. */
    private static final int SECTION = 50;

    private final FoldedField folded;

    EncodedParameters(FoldedField folded) {
        this.folded = folded;
    }

    /** Whether that could be done. */
    boolean add(String value) {
        if (value.indexOf('\uFFFD') >= 0) {
            return false; // it was not UTF-8
        }
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || value.charAt(i) == ';' && !quoted) {
                if (!part(value.substring(start, i).strip(), start == 0)) {
                    return false;
                }
                start = i + 1;
            } else if (value.charAt(i) == '"') {
                quoted = !quoted;
            } else if (value.charAt(i) == '\\' && quoted) {
                i++;
            }
        }
        return true;
    }

    private boolean part(String part, boolean first) {
        if (!first && !part.isEmpty()) {
            folded.mark(';');
        }
        if (!EncodedHeader.isAscii(part)) {
            return parameter(part);
        }
        if (!part.isEmpty()) {
            folded.word(part);
        }
        return true;
    }

    // RFC 2231 §7: a name with an asterisk says in ASCII already what it says
    private boolean parameter(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? "" : part.substring(0, equals).strip();
        if (name.isEmpty() || name.contains("*") || !EncodedHeader.isAscii(name)) {
            return false;
        }
        String text = "UTF-8''" + escaped(unquoted(part.substring(equals + 1).strip()));
        if (text.length() <= SECTION) {
            folded.word(name + "*=" + text);
            return true;
        }
        int section = 0;
        for (int from = 0; from < text.length(); section++) {
            int to = end(text, from);
            if (section > 0) {
                folded.mark(';');
            }
            folded.word(name + "*" + section + "*=" + text.substring(from, to));
            from = to;
        }
        return true;
    }

    /** Where a section ends, which is not within an escape. */
    private static int end(String text, int from) {
        int to = Math.min(text.length(), from + SECTION);
        int escape = text.lastIndexOf('%', to - 1);
        return to < text.length() && escape > to - 3 ? escape : to;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.contains(octet & 0xFF)) {
                escaped.append((char) octet);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
            }
        }
        return escaped.toString();
    }
}
