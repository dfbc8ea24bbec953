package org.pennypost.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a line of a dialogue with its variables, functions and wildcards. Octets are characters up to U+00FF
 * throughout.
 */
final class Template {
    private static final Pattern SPECIAL =
            Pattern.compile("\\.\\.\\.|\\$\\$|\\$(?<name>[a-z][A-Za-z0-9]*)|\\$\\{(?=[a-z])", Pattern.DOTALL);

    private final List<Piece> pieces;

    /** Literal text, a variable with its pattern, a function with its argument, or any text. */
    private record Piece(Kind kind, String text, String more) {}

    private enum Kind {
        LITERAL,
        VARIABLE,
        FUNCTION,
        ANYTHING
    }

    private Template(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** A text without anything special. */
    static Template literal(String octets) {
        return new Template(List.of(new Piece(Kind.LITERAL, octets, "")));
    }

    /** A text as a dialogue has it; escapes are read if {@code escapes}. */
    static Template of(String octets, boolean escapes) {
        List<Piece> pieces = new ArrayList<>();
        Matcher special = SPECIAL.matcher(octets);
        int at = 0;
        while (special.find(at)) {
            addLiteral(pieces, octets.substring(at, special.start()), escapes);
            at = special.end();
            if (special.group().equals("...")) {
                pieces.add(new Piece(Kind.ANYTHING, "...", ""));
            } else if (special.group().equals("$$")) {
                pieces.add(new Piece(Kind.LITERAL, "$", ""));
            } else if (special.group("name") != null) {
                pieces.add(new Piece(Kind.VARIABLE, special.group("name"), "\\S+?"));
            } else {
                int end = closingBrace(octets, at);
                pieces.add(braced(octets.substring(at, end)));
                at = end + 1;
            }
        }
        addLiteral(pieces, octets.substring(at), escapes);
        return new Template(pieces);
    }

    /** The octets to send. */
    String octets(Variables variables) {
        StringBuilder octets = new StringBuilder();
        for (Piece piece : pieces) {
            octets.append(piece.kind() == Kind.ANYTHING ? piece.text() : value(piece, variables));
        }
        return octets.toString();
    }

    /** The lines that it expects, mostly one; a text with CRLF in it expects several. */
    List<Expectation> lines(Variables variables) {
        List<Expectation> lines = new ArrayList<>();
        Expectation.Builder line = new Expectation.Builder();
        for (Piece piece : pieces) {
            if (piece.kind() == Kind.ANYTHING) {
                line.anything();
            } else if (piece.kind() == Kind.VARIABLE && !variables.knows(piece.text())) {
                line.capture(piece.text(), piece.more());
            } else {
                String[] parts = value(piece, variables).split("\r\n", -1);
                line.literal(parts[0]);
                for (int i = 1; i < parts.length; i++) {
                    lines.add(line.build());
                    line = new Expectation.Builder().literal(parts[i]);
                }
            }
        }
        lines.add(line.build());
        return lines;
    }

    private static String value(Piece piece, Variables variables) {
        switch (piece.kind()) {
            case VARIABLE:
                return variables.value(piece.text());
            case FUNCTION:
                return Functions.apply(piece.text(), of(piece.more(), true).octets(variables), variables);
            default:
                return piece.text();
        }
    }

    private static Piece braced(String inside) {
        Matcher name = Pattern.compile("([a-z][A-Za-z0-9]*)(?:([: ])(.*))?", Pattern.DOTALL)
                .matcher(inside);
        if (!name.matches()) {
            throw new IllegalArgumentException("neither a variable nor a function: ${" + inside + "}");
        }
        if (name.group(2) == null) {
            return new Piece(Kind.VARIABLE, name.group(1), "\\S+?");
        }
        Kind kind = name.group(2).equals(":") ? Kind.VARIABLE : Kind.FUNCTION;
        return new Piece(kind, name.group(1), name.group(3));
    }

    private static int closingBrace(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("${ without its }: " + text);
    }

    private static void addLiteral(List<Piece> pieces, String text, boolean escapes) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(Kind.LITERAL, escapes ? Escapes.read(text) : text, ""));
        }
    }
}
