package org.pennypost.server.dkim;

import java.util.Locale;
import java.util.Optional;

/** RFC 6376 §3.4: how much a message may change on its way without breaking its signature. */
enum Canonical {
    /** Not at all. */
    SIMPLE {
        @Override
        String field(String whole) {
            return whole;
        }
    },
    /** White space may change. */
    RELAXED {
        // RFC 6376 §3.4.2
        @Override
        String field(String whole) {
            int colon = whole.indexOf(':');
            StringBuilder canonical = new StringBuilder(whole.length());
            canonical
                    .append(whole.substring(0, colon).strip().toLowerCase(Locale.ROOT))
                    .append(':');
            int start = canonical.length();
            boolean blank = false;
            for (int i = colon + 1; i < whole.length(); i++) {
                char c = whole.charAt(i);
                if (c == ' ' || c == '\t') {
                    blank = true;
                } else if (c != '\r' && c != '\n') {
                    canonical
                            .append(blank && canonical.length() > start ? " " : "")
                            .append(c);
                    blank = false;
                }
            }
            return canonical.append("\r\n").toString();
        }
    };

    /** A field with its final CRLF, octets as characters, in its canonical form. */
    abstract String field(String whole);

    // RFC 6376 §3.5: sig-c-tag-alg = "simple" / "relaxed"
    static Optional<Canonical> of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "simple" -> Optional.of(SIMPLE);
            case "relaxed" -> Optional.of(RELAXED);
            default -> Optional.empty();
        };
    }
}
