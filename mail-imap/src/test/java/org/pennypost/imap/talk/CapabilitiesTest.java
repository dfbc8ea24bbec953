package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The capability table, and the page that is written from it. */
class CapabilitiesTest {
    private static final Path PAGE = Path.of("..", "docs", "imap-extensions.md");
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "imap");
    /** How many scripts are named. */
    private static final int SHOWN = 4;

    @Test
    void eachNameIsThereOnce() {
        assertEquals(
                Capabilities.TABLE.size(),
                Capabilities.TABLE.stream()
                        .map(row -> row.name().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count());
        assertTrue(Capabilities.TABLE.stream().allMatch(row -> row.source().matches("RFC \\d+( §[\\d.]+)?")));
    }

    @Test
    void thePageIsWritten() throws IOException {
        String text = page();
        if (!Files.exists(PAGE) || !Files.readString(PAGE).equals(text)) {
            Files.writeString(PAGE, text);
        }
        assertEquals(text, Files.readString(PAGE));
    }

    @Test
    void eachHasAScriptThatProvesIt() throws IOException {
        Map<String, String> scripts = scripts();
        assertEquals(
                List.of(),
                Capabilities.TABLE.stream()
                        .filter(row -> proving(row, scripts).isEmpty())
                        .map(Capabilities.Row::name)
                        .toList());
    }

    private static String page() throws IOException {
        Map<String, String> scripts = scripts();
        return """
                # What our IMAP can do

                Written by the build from the capability table (`Capabilities` in mail-imap), which is what CAPABILITY
                answers from: each name that we announce, what defines it, when we announce it, the class of
                `org.pennypost.imap.talk` where it is done or begins, and the dialogue scripts (below
                `mail-imap/src/test/resources/imap`) that cite what defines it. How complete each is, is in the [RFC
                index](rfc-index.md); which test proves what, in [conformance](conformance/README.md). The server says nothing
                of what `unannounced` in `[imap]` names, which is UIDONLY at first.

                | Capability | Defined by | Announced | Handler | Scripts |
                |---|---|---|---|---|
                """
                + Capabilities.TABLE.stream()
                        .map(row -> "| " + row.name() + (row.name().endsWith("=") ? "…" : "") + " | " + row.source()
                                + " | " + row.when().words() + " | "
                                + row.handler().getSimpleName() + " | "
                                + listed(proving(row, scripts)) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String listed(List<String> names) {
        List<String> some = names.subList(0, Math.min(SHOWN, names.size()));
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return String.join(", ", some) + more;
    }

    /** The scripts that cite what defines it: its section if one is named, by the section or by a requirement's id. */
    private static List<String> proving(Capabilities.Row row, Map<String, String> scripts) {
        String[] source = row.source().split(" §?");
        String id = "RFC" + source[1] + (source.length > 2 ? "-" + source[2] : "");
        Pattern cited = Pattern.compile(Pattern.quote(row.source()) + "\\b|" + Pattern.quote(id) + "[-.]");
        return scripts.entrySet().stream()
                .filter(script -> cited.matcher(script.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Each by its name, in the order of names. */
    private static Map<String, String> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            Map<String, String> scripts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = SCRIPTS.relativize(file).toString().replace('\\', '/');
                scripts.put(name.replace(".dialogue", ""), Files.readString(file));
            }
            return scripts;
        }
    }
}
