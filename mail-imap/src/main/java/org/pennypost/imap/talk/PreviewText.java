package org.pennypost.imap.talk;

import java.nio.CharBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Collects the first words of a text as they come, RFC 8970 §3.3: white space and controls become one space, of HTML
 * there stay the words that a reader sees. Whatever comes, it holds no more than the words it was made for and one tag.
 */
final class PreviewText {
    private static final int MARKUP = 32;
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");
    /** What is between these tags is not for readers. */
    private static final Set<String> HIDDEN = Set.of("style", "script", "head", "title");

    private final boolean html;
    private final int most;
    private final StringBuilder words = new StringBuilder();
    private final StringBuilder markup = new StringBuilder();
    private int count;
    private boolean space;
    private char inside = TEXT;
    private String hidden = "";

    /** @param most how many characters there may be, a pair of surrogates being one */
    PreviewText(boolean html, int most) {
        this.html = html;
        this.most = most;
    }

    /** Whether it needs no more. */
    boolean full() {
        return count >= most;
    }

    /** Takes more of the text. */
    void feed(CharBuffer text) {
        while (text.hasRemaining() && !full()) {
            char c = text.get();
            if (html) {
                read(c);
            } else {
                show(c);
            }
        }
    }

    /** The words so far. */
    @Override
    public String toString() {
        // half a character at the end would be no UTF-8
        int length = words.length();
        boolean half = length > 0 && Character.isHighSurrogate(words.charAt(length - 1));
        return words.substring(0, half ? length - 1 : length);
    }

    private void read(char c) {
        if (inside == TAG) {
            readTag(c);
        } else if (inside == ENTITY) {
            readEntity(c);
        } else if (c == TAG || c == ENTITY) {
            inside = c;
            markup.setLength(0);
        } else if (hidden.isEmpty()) {
            show(c);
        }
    }

    private void readTag(char c) {
        if (c != '>') {
            keep(c);
            return;
        }
        inside = TEXT;
        String name = markup.toString().split("[\\s>]", 2)[0].toLowerCase(Locale.ROOT);
        if (hidden.isEmpty()) {
            hidden = HIDDEN.contains(name) ? name : "";
            space = true;
        } else if (name.equals("/" + hidden)) {
            hidden = "";
        }
    }

    private void readEntity(char c) {
        if (Character.isLetterOrDigit(c) || c == '#') {
            keep(c);
            return;
        }
        inside = TEXT;
        String name = markup.toString();
        if (hidden.isEmpty()) {
            show(ENTITIES.getOrDefault(name, numbered(name)));
        }
        if (c != ';') {
            read(c);
        }
    }

    private static String numbered(String name) {
        try {
            boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
            int code = hexadecimal
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.startsWith("#") ? name.substring(1) : "");
            return Character.isValidCodePoint(code) && !(code >= 0xD800 && code < 0xE000)
                    ? Character.toString(code)
                    : " ";
        } catch (NumberFormatException unknown) {
            return "&" + name;
        }
    }

    private void keep(char c) {
        if (markup.length() < MARKUP) {
            markup.append(c);
        }
    }

    private void show(String text) {
        text.chars().forEach(c -> show((char) c));
    }

    private void show(char c) {
        if (Character.isWhitespace(c) || Character.isISOControl(c) || c == NO_BREAK_SPACE) {
            space = true;
            return;
        }
        if (space && count > 0 && count < most) {
            words.append(' ');
            count++;
        }
        space = false;
        if (!full()) {
            words.append(c);
            count += Character.isHighSurrogate(c) ? 0 : 1;
        }
    }

    private static final char TEXT = 0;
    private static final char TAG = '<';
    private static final char ENTITY = '&';
    private static final char NO_BREAK_SPACE = 0xA0;
}
