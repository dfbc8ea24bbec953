package org.pennypost.core.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.pennypost.core.text.OctetSet;

/** Reads the parameters of RFC 2045 §5.1 and joins the continuations of RFC 2231 §3. */
final class ParameterReader {
    /** What may stand in a value without quotes: a token, and what senders forget to quote. */
    private static final OctetSet UNQUOTED = OctetSet.VCHAR.without("\"();\\").and(OctetSet.NON_ASCII);

    private static final IntPredicate DIGIT = OctetSet.DIGIT::contains;
    private static final OctetSet NAME = MimeFieldReader.TOKEN.and(OctetSet.NON_ASCII);

    private final HeaderScanner in;
    private final int limit;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, List<Piece>> pieces = new LinkedHashMap<>();

    private ParameterReader(HeaderScanner in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Reads {@code *(";" parameter)} to the end of the value. */
    static List<Parameter> read(HeaderScanner in, int limit) {
        ParameterReader reader = new ParameterReader(in, limit);
        reader.readAll();
        return reader.parameters;
    }

    private void readAll() {
        Octets text = new Octets(64);
        for (int count = 0; toParameter(text) && count < limit; count++) {
            text.truncate(0);
            if (in.take(NAME, text)) {
                String name = new String(text.toArray(), StandardCharsets.ISO_8859_1);
                in.skipSpace();
                if (in.skip('=') && value(text)) {
                    add(name, text.toText());
                }
            }
        }
        pieces.values().forEach(this::join);
    }

    // Goes behind the next ";", whatever lies before it.
    private boolean toParameter(Octets scratch) {
        while (!in.atEnd()) {
            scratch.truncate(0);
            if (in.skip(';')) {
                in.skipSpace();
                if (in.peek() != ';') {
                    return !in.atEnd();
                }
            } else if (!in.skipSpace() && !in.quotedString(scratch)) {
                in.skip();
            }
        }
        return false;
    }

    // RFC 2045 §5.1: value := token / quoted-string; false for a quoted string without an end
    private boolean value(Octets text) {
        text.truncate(0);
        in.skipSpace();
        return in.quotedString(text) || in.take(UNQUOTED, text) || in.peek() != '"';
    }

    // RFC 2231 §7: attribute [section] ["*"], section := "*" decimal
    private void add(String name, RawText value) {
        boolean extended = name.endsWith("*");
        String numbered = extended ? name.substring(0, name.length() - 1) : name;
        int star = numbered.indexOf('*');
        String digits = star < 0 ? "" : numbered.substring(star + 1);
        boolean plain = star < 0 && !extended;
        boolean broken = star >= 0
                && (digits.isEmpty() || digits.length() > 4 || !digits.chars().allMatch(DIGIT));
        if (plain || broken) {
            parameters.add(new Parameter(name, value));
            return;
        }
        int section = star < 0 ? 0 : Integer.parseInt(digits);
        Piece piece = new Piece(name, star < 0 ? numbered : numbered.substring(0, star), section, extended, value);
        pieces.computeIfAbsent(piece.attribute.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .add(piece);
    }

    // RFC 2231 §3: the sections in the order of their numbers, from 0 without a gap; else they stay as they are
    private void join(List<Piece> found) {
        found.sort(Comparator.comparingInt(Piece::section));
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).section() != i) {
                found.forEach(piece -> parameters.add(new Parameter(piece.name(), piece.value())));
                return;
            }
        }
        boolean extended = found.stream().anyMatch(Piece::extended);
        Octets value = new Octets(64);
        if (extended && !found.get(0).extended()) {
            value.append('\'');
            value.append('\'');
        }
        for (Piece piece : found) {
            // RFC 2231 §4.1: only sections marked with "*" have escapes; in the joined value all of it has
            append(value, piece.value().array(), extended && !piece.extended());
        }
        String attribute = found.get(0).attribute();
        parameters.add(new Parameter(extended ? attribute + "*" : attribute, value.toText()));
    }

    private static void append(Octets into, byte[] octets, boolean escaping) {
        for (byte octet : octets) {
            into.append(octet);
            if (escaping && octet == '%') {
                into.append('2');
                into.append('5');
            }
        }
    }

    /** One section of a parameter. */
    private record Piece(String name, String attribute, int section, boolean extended, RawText value) {}
}
