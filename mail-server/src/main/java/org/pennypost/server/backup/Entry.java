package org.pennypost.server.backup;

import java.time.Instant;

/**
 * One thing in a backup.
 *
 * @param place {@code data/} or {@code mail/} and the path there, with {@code /}; empty behind it for the top itself
 * @param mode as {@code rw-------}; empty if the file system has none
 * @param modified when it was last changed
 * @param size how many octets; 0 for a directory
 * @param hash the SHA-256 of its octets in hexadecimal; empty for a directory
 */
record Entry(String place, String mode, Instant modified, long size, String hash) {
    boolean isDirectory() {
        return hash.isEmpty();
    }

    String line() {
        return String.join(
                "\t", hash.isEmpty() ? "-" : hash, Long.toString(size), modified.toString(), mode, escaped(place));
    }

    /** @throws RuntimeException if this is no line */
    static Entry parse(String line) {
        String[] fields = line.split("\t", 5);
        return new Entry(
                unescaped(fields[4]),
                fields[3],
                Instant.parse(fields[2]),
                Long.parseLong(fields[1]),
                fields[0].equals("-") ? "" : fields[0]);
    }

    /** A file may have any name, and a line must stay one. */
    private static String escaped(String place) {
        return place.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        StringBuilder place = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                place.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            } else {
                place.append(c);
            }
        }
        return place.toString();
    }
}
