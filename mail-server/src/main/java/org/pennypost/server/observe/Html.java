package org.pennypost.server.observe;

/** Writes HTML; what it is given as text can be nothing else. */
final class Html {
    private final StringBuilder out = new StringBuilder(16 * 1024);

    /** Markup of ours, as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** A text. */
    Html text(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return this;
    }

    /** An element with a text in it. */
    Html element(String name, String classes, String text) {
        out.append('<').append(name).append(classes.isEmpty() ? "" : " class=\"" + classes + "\"");
        out.append('>');
        text(text);
        out.append("</").append(name).append('>');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
