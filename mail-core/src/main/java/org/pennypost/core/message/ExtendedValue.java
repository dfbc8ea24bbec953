package org.pennypost.core.message;

import java.nio.charset.StandardCharsets;

/** RFC 2231 §4 {@code extended-parameter} values: {@code [charset] "'" [language] "'" text} with {@code %} escapes. */
final class ExtendedValue {
    private ExtendedValue() {}

    static String decode(RawText value) {
        byte[] octets = value.array();
        int first = quote(octets, 0);
        int second = quote(octets, first + 1);
        boolean complete = second < octets.length;
        String charset = complete ? new String(octets, 0, first, StandardCharsets.US_ASCII) : "";
        byte[] plain = unescape(octets, complete ? second + 1 : 0);
        return Charsets.decode(plain, 0, plain.length, charset.isEmpty() ? "UTF-8" : charset)
                .orElseGet(() -> new String(plain, StandardCharsets.UTF_8));
    }

    private static byte[] unescape(byte[] octets, int from) {
        Octets plain = new Octets(octets.length - from);
        for (int i = from; i < octets.length; i++) {
            int high = octets[i] == '%' && i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(octets[i + 2], 16) : -1;
            if (low >= 0) {
                plain.append(high << 4 | low);
                i += 2;
            } else {
                plain.append(octets[i]);
            }
        }
        return plain.toArray();
    }

    private static int quote(byte[] octets, int from) {
        int i = Math.min(from, octets.length);
        while (i < octets.length && octets[i] != '\'') {
            i++;
        }
        return i;
    }
}
