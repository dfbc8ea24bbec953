package org.pennypost.server.spf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.pennypost.core.text.SyntaxException;

/** A text with macros in it, RFC 7208 §7.1 {@code macro-string}. Immutable. */
final class MacroText {
    /** What a mechanism means that names no domain. */
    static final MacroText DOMAIN = parse("%{d}");

    private static final int LONGEST_NAME = 253;
    private static final String DELIMITERS = ".-+,/_=";

    private final List<Piece> pieces;

    private MacroText(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** A literal if the letter is a blank, else a macro. */
    private record Piece(char letter, int parts, boolean reversed, String text) {}

    /** Says what a letter stands for. */
    interface Values {
        /** @param letter in lower case */
        String value(char letter) throws IOException, SpfStop;
    }

    /** @throws SyntaxException if it is none */
    static MacroText parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '%') {
                if (c <= ' ' || c > '~') {
                    throw new SyntaxException("not a visible character");
                }
                literal.append(c);
                continue;
            }
            char next = i < text.length() ? text.charAt(i++) : ' ';
            if (next == '{') {
                int end = text.indexOf('}', i);
                pieces.add(new Piece(' ', 0, false, literal.toString()));
                literal.setLength(0);
                pieces.add(macro(text.substring(i, Math.max(i, end))));
                i = end + 1;
            } else {
                literal.append(escape(next));
            }
        }
        pieces.add(new Piece(' ', 0, false, literal.toString()));
        return new MacroText(pieces);
    }

    /**
     * RFC 7208 §7.1: {@code domain-spec = macro-string domain-end}.
     *
     * @throws SyntaxException if it is none
     */
    static MacroText domainSpec(String text) {
        MacroText parsed = parse(text);
        String last = parsed.pieces.get(parsed.pieces.size() - 1).text();
        boolean endsWithMacro = last.isEmpty() && parsed.pieces.size() > 1;
        String bare = last.endsWith(".") ? last.substring(0, last.length() - 1) : last;
        int dot = bare.lastIndexOf('.');
        // RFC 7208 §7.1: toplabel, not all digits
        boolean top = dot >= 0
                && bare.substring(dot + 1).matches("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")
                && !bare.substring(dot + 1).matches("[0-9]+");
        if (!endsWithMacro && !top) {
            throw new SyntaxException("not a domain");
        }
        return parsed;
    }

    /** The name that it stands for; RFC 7208 §7.3: of one too long, the labels on the right. */
    String name(Values values) throws IOException, SpfStop {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece.letter == ' ' ? piece.text : expanded(piece, values));
        }
        String name = text.toString();
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        // nothing is copied on the way: a stranger's record may stand for hundreds of thousands of labels
        int start = 0;
        while (bare.length() - start > LONGEST_NAME && bare.indexOf('.', start) >= 0) {
            start = bare.indexOf('.', start) + 1;
        }
        return bare.substring(start);
    }

    private static String expanded(Piece piece, Values values) throws IOException, SpfStop {
        String value = values.value(Character.toLowerCase(piece.letter));
        StringBuilder separated = new StringBuilder();
        value.chars().forEach(c -> separated.append(piece.text.indexOf(c) >= 0 ? '\0' : (char) c));
        List<String> parts = new ArrayList<>(Arrays.asList(separated.toString().split("\0", -1)));
        if (piece.reversed) {
            Collections.reverse(parts);
        }
        List<String> kept = parts.subList(Math.max(0, parts.size() - piece.parts), parts.size());
        String joined = String.join(".", kept);
        return Character.isUpperCase(piece.letter) ? escaped(joined) : joined;
    }

    // RFC 7208 §7.1: macro-letter transformers *delimiter
    private static Piece macro(String inner) {
        if (inner.isEmpty() || "slodiphv".indexOf(Character.toLowerCase(inner.charAt(0))) < 0) {
            throw new SyntaxException("unknown macro");
        }
        int i = 1;
        while (i < inner.length() && inner.charAt(i) >= '0' && inner.charAt(i) <= '9') {
            i++;
        }
        String digits = inner.substring(1, i);
        boolean reversed = i < inner.length() && Character.toLowerCase(inner.charAt(i)) == 'r';
        String delimiters = inner.substring(reversed ? i + 1 : i);
        int parts = digits.isEmpty() ? Integer.MAX_VALUE : digits.length() > 3 ? 999 : Integer.parseInt(digits);
        if (parts == 0 || !delimiters.chars().allMatch(c -> DELIMITERS.indexOf(c) >= 0)) {
            throw new SyntaxException("not a macro");
        }
        return new Piece(inner.charAt(0), parts, reversed, delimiters.isEmpty() ? "." : delimiters);
    }

    // RFC 7208 §7.1: "%%" / "%_" / "%-"
    private static String escape(char c) {
        return switch (c) {
            case '%' -> "%";
            case '_' -> " ";
            case '-' -> "%20";
            default -> throw new SyntaxException("a lone %");
        };
    }

    // RFC 7208 §7.3: upper case means URL escaping, RFC 3986 §2.3
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return escaped.toString();
    }
}
