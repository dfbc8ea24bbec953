package org.pennypost.server.aliases;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of an alias file with those that continue it, without comments.
 *
 * @param number where it begins
 * @param text what it says
 */
record AliasLines(int number, String text) {
    /** Lines that begin with white space continue the one before; what follows a hash sign is a comment. */
    static List<AliasLines> of(List<String> lines) {
        List<AliasLines> joined = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = withoutComment(lines.get(i));
            if (text.isBlank()) {
                continue;
            }
            boolean continues = Character.isWhitespace(text.charAt(0)) && !joined.isEmpty();
            if (continues) {
                AliasLines before = joined.remove(joined.size() - 1);
                joined.add(new AliasLines(before.number(), before.text() + " " + text.strip()));
            } else {
                joined.add(new AliasLines(i + 1, text.strip()));
            }
        }
        return joined;
    }

    private static String withoutComment(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (c == '#' && !quoted && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }
}
