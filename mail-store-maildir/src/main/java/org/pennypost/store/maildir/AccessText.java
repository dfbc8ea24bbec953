package org.pennypost.store.maildir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;

/**
 * An access list as Dovecot writes it: on each line an identifier and letters, such as {@code user=bob lrs} or
 * {@code "-user=two words" w}. What we do not understand is kept as it is. Immutable.
 */
final class AccessText {
    private static final String USER = "user=";
    private static final String GROUP = "group=";
    private static final String OVERRIDE = "group-override=";
    /** User names that would mean something else by themselves. */
    private static final String TAKEN =
            "(?s)[-$!#].*|" + AccessList.ANYONE + "|" + AccessList.AUTHENTICATED + "|" + AccessList.OWNER + "|";

    private final AccessList list;
    /** What stands behind the letters of an identifier. */
    private final Map<String, String> tails;

    private final List<String> strange;

    private AccessText(AccessList list, Map<String, String> tails, List<String> strange) {
        this.list = list;
        this.tails = tails;
        this.strange = strange;
    }

    static AccessText parse(String text) {
        TreeMap<String, Rights> entries = new TreeMap<>();
        Map<String, String> tails = new LinkedHashMap<>();
        List<String> strange = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int end = line.startsWith("\"") ? closingQuote(line) + 1 : blank(line, 0);
            String name =
                    line.startsWith("\"") ? unescaped(line.substring(1, Math.max(1, end - 1))) : line.substring(0, end);
            Optional<String> identifier = end > 0 ? identifier(name) : Optional.empty();
            if (identifier.isEmpty() || end < line.length() && line.charAt(end) != ' ') {
                strange.add(line);
                return;
            }
            int letters = Math.min(end + 1, line.length());
            int tail = blank(line, letters);
            entries.put(identifier.get(), rights(line.substring(letters, tail)));
            if (tail < line.length()) {
                tails.put(identifier.get(), line.substring(tail));
            }
        });
        return new AccessText(new AccessList(entries), tails, strange);
    }

    AccessList list() {
        return list;
    }

    AccessText with(AccessList changed) {
        return new AccessText(changed, tails, strange);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        list.entries().forEach((identifier, rights) -> {
            String name = name(identifier);
            text.append(name.contains(" ") ? '"' + name.replaceAll("[\"\\\\']", "\\\\$0") + '"' : name)
                    .append(' ')
                    .append(rights.letters())
                    .append(tails.getOrDefault(identifier, ""))
                    .append('\n');
        });
        strange.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static Optional<String> identifier(String name) {
        if (name.startsWith("-")) {
            return identifier(name.substring(1))
                    .filter(plain -> !plain.startsWith("-"))
                    .map(plain -> "-" + plain);
        } else if (name.startsWith(USER)) {
            return Optional.of(name.substring(USER.length())).filter(user -> !user.matches(TAKEN));
        } else if (name.startsWith(GROUP)) {
            return Optional.of("$" + name.substring(GROUP.length()));
        } else if (name.startsWith(OVERRIDE)) {
            return Optional.of("!$" + name.substring(OVERRIDE.length()));
        }
        boolean known = name.equals(AccessList.ANYONE)
                || name.equals(AccessList.AUTHENTICATED)
                || name.equals(AccessList.OWNER);
        return Optional.of(name).filter(word -> known);
    }

    private static String name(String identifier) {
        if (AccessList.isNegative(identifier)) {
            return "-" + name(identifier.substring(1));
        } else if (identifier.startsWith("!$")) {
            return OVERRIDE + identifier.substring(2);
        } else if (identifier.startsWith("$")) {
            return GROUP + identifier.substring(1);
        }
        return identifier.matches(TAKEN) ? identifier : USER + identifier;
    }

    private static Rights rights(String letters) {
        Rights rights = Rights.NONE;
        for (Right right : Right.values()) {
            rights = letters.indexOf(right.letter()) >= 0 ? rights.with(Rights.of(right)) : rights;
        }
        return rights;
    }

    private static int closingQuote(String line) {
        for (int i = 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private static int blank(String line, int from) {
        int at = line.indexOf(' ', from);
        return at < 0 ? line.length() : at;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
