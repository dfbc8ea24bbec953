package org.pennypost.server.aliases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.config.Problem;

/** Reads an alias file: {@code left side: target, target}. Whatever is wrong with it is found at once. */
final class AliasParser {
    private final String file;
    private final Map<AliasKey, AliasEntry> entries = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    AliasParser(String file) {
        this.file = file;
    }

    /** One line of the file. */
    record AliasEntry(int line, List<AliasTarget> targets) {
        AliasEntry {
            targets = List.copyOf(targets);
        }
    }

    /** Reads lines; see {@link #entries} and {@link #problems}. */
    void read(List<String> lines) {
        AliasLines.of(lines).forEach(this::entry);
    }

    Map<AliasKey, AliasEntry> entries() {
        return entries;
    }

    List<Problem> problems() {
        return problems;
    }

    private void entry(AliasLines line) {
        int colon = outsideQuotes(line.text(), ':', 0);
        if (colon < 1) {
            problem(
                    line.number(),
                    line.text(),
                    "a name, a colon, and whom its mail goes to",
                    "write for example sales: anna");
            return;
        }
        String left = line.text().substring(0, colon).strip();
        try {
            AliasKey key = key(left);
            List<AliasTarget> targets = targets(line, line.text().substring(colon + 1));
            AliasEntry before = entries.putIfAbsent(key, new AliasEntry(line.number(), targets));
            if (before != null) {
                problem(
                        line.number(),
                        "a second " + key,
                        "each name once",
                        "line " + before.line() + " has it too; join them");
            }
        } catch (SyntaxException | IllegalArgumentException fault) {
            problem(line.number(), left, "a name, an address or @domain", fault.getMessage());
        }
    }

    private static AliasKey key(String left) {
        if (left.startsWith("@")) {
            return AliasKey.everybodyElse(Host.parse(left.substring(1), Repertoire.UTF8));
        }
        if (outsideQuotes(left, '@', 0) < 0) {
            return AliasKey.name(new LocalPart(unquoted(left)).value());
        }
        MailAddress address = MailAddress.parse(left, Repertoire.UTF8);
        return AliasKey.address(address.localPart().value(), address.host());
    }

    private List<AliasTarget> targets(AliasLines line, String text) {
        List<AliasTarget> targets = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = outsideQuotes(text, ',', from);
            int to = comma < 0 ? text.length() : comma;
            target(line, text.substring(from, to).strip(), targets);
            from = to + 1;
        }
        return targets;
    }

    private void target(AliasLines line, String text, List<AliasTarget> targets) {
        if (text.isEmpty()) {
            problem(
                    line.number(),
                    "nothing where a target should be",
                    "names and addresses with commas between them",
                    "remove the comma, or the line");
        } else if (text.matches("\"?[|/:].*")) { // between quotation marks sendmail takes them, too
            problem(
                    line.number(),
                    text,
                    "a name or an address",
                    "mail goes to no programs, files or lists of others here; name whom it goes to");
        } else {
            try {
                targets.add(
                        outsideQuotes(text, '@', 0) < 0
                                ? new AliasTarget.Name(new LocalPart(unquoted(text)).value())
                                : new AliasTarget.Address(MailAddress.parse(text, Repertoire.UTF8)));
            } catch (SyntaxException | IllegalArgumentException fault) {
                problem(line.number(), text, "a name or an address", fault.getMessage());
            }
        }
    }

    /** Control characters of the file do not get to a terminal. */
    private void problem(int line, String found, String expected, String fix) {
        problems.add(new Problem(file, line, found.replaceAll("\\p{Cntrl}", "?"), expected, fix));
    }

    private static int outsideQuotes(String text, char wanted, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String inside = quoted ? text.substring(1, text.length() - 1) : text;
        if (inside.isEmpty() || !quoted && inside.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("put a name with spaces between quotation marks");
        }
        return inside;
    }
}
