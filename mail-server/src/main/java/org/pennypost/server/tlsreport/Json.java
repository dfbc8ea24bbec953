package org.pennypost.server.tlsreport;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts of JSON, on one line. */
final class Json {
    private Json() {}

    /** A string; only ASCII, and no control characters. */
    static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7F) {
                json.append((char) c);
            } else {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return json.append('"').toString();
    }

    static String strings(Collection<String> texts) {
        return texts.stream().map(Json::string).collect(Collectors.joining(", ", "[", "]"));
    }
}
