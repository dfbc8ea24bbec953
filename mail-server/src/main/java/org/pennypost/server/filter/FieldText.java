package org.pennypost.server.filter;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The value of a field between a message, where lines end with CRLF, and filters, where they end with LF. */
final class FieldText {
    /** libmilter hangs up if it is told more than 65,535 octets at once; nothing but a list of addresses is so long. */
    static final int MOST_TOLD = 65_000;

    /** What goes with it, and is longer only so that it does not fit. */
    static final int MOST_OF_NAME = 500;

    private FieldText() {}

    /** A name as a filter is told it: all of it, or as much as any filter takes. */
    static String toldName(String name) {
        return name.substring(0, Math.min(name.length(), MOST_OF_NAME));
    }

    /** As a filter is told it: all of it, or as much as any filter takes. */
    static String told(String value, boolean leadingSpace) {
        String lines = value.replace("\r\n", "\n").replace('\r', ' ');
        int blank = 0;
        while (!leadingSpace && blank < lines.length() && isBlank(lines.charAt(blank))) {
            blank++;
        }
        return lines.substring(blank, Math.max(blank, Math.min(lines.length(), MOST_TOLD)));
    }

    /**
     * As it stands in a message, whatever a filter says: every line but the first begins with a blank and none is empty, or
     * what follows would be a field of its own, or the body (RFC 5322 §2.2.3).
     */
    static String folded(String said, boolean leadingSpace) {
        String folded = Stream.of(said.split("\r\n|\r|\n"))
                .map(FieldText::printable)
                .filter(line -> !line.isBlank())
                .map(line -> isBlank(line.charAt(0)) ? line : "\t" + line)
                .collect(Collectors.joining("\r\n"));
        boolean indented = !said.isEmpty() && isBlank(said.charAt(0));
        String bare = !indented && folded.startsWith("\t") ? folded.substring(1) : folded;
        return leadingSpace ? bare : " " + bare.stripLeading();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    // octets beyond ASCII stay: they may be UTF-8 (RFC 6532)
    private static String printable(String line) {
        StringBuilder printable = new StringBuilder(line.length());
        line.chars().forEach(c -> printable.append(c < ' ' && c != '\t' || c == 0x7F ? '?' : (char) c));
        return printable.toString();
    }
}
