package org.pennypost.server.authentication;

/** The text of a structured field, RFC 5322 §3.2: what stands in comments is nobody's word, and what in quotes no syntax. */
final class FieldText {
    /** Where a character stands. */
    enum Place {
        BARE,
        QUOTED,
        /** It is itself one of the quotes. */
        QUOTE
    }

    /** Takes a character. */
    @FunctionalInterface
    interface Reader {
        /** Whether it wants more. */
        boolean take(char c, Place place);
    }

    private FieldText() {}

    /** Gives each character outside of comments; escaped ones in quotes without their backslash. */
    static void read(String text, Reader reader) {
        int depth = 0;
        boolean quoted = false;
        boolean more = true;
        for (int i = 0; more && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
                more = depth > 0 || i == text.length() || reader.take(text.charAt(i), Place.QUOTED);
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
                more = reader.take(c, Place.QUOTE);
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                more = reader.take(c, quoted ? Place.QUOTED : Place.BARE);
            }
        }
    }
}
