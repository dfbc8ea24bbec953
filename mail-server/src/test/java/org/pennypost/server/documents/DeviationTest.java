package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/deviations.md} lists each place where a source says that it deviates from an RFC. */
class DeviationTest {
    private static final Pattern MARK = Pattern.compile("Deviates from (RFC \\d+ §[\\w.-]+): ");
    private static final Pattern COMMENT = Pattern.compile("^\\s*(?:\\*|//)\\s(.*)$");

    @Test
    void thePageIsWritten() {
        List<String> rows = SourceText.ofProducts().stream()
                .flatMap(DeviationTest::rows)
                .sorted()
                .toList();
        SourceText.write("docs/deviations.md", """
                # Deviations

                Where this server does on purpose what an RFC does not ask for. Written by the build from the comments
                in the sources that begin with `Deviates from RFC`.

                | RFC | What and why | Where |
                |---|---|---|
                """ + String.join("", rows));
        assertEquals(mentions(), rows.size(), "write 'Deviates from RFC nnnn §x: what, because why'");
    }

    @Test
    void aDeviationEndsWithItsSentence() {
        var source = new SourceText("m/src/main/java/A.java", """
                // Deviates from RFC 1939 §4: answers at once,
                // because nobody waits. More words.
                """);
        assertEquals(
                List.of("| RFC 1939 §4 | answers at once, because nobody waits. |"
                        + " [A.java](../m/src/main/java/A.java) |\n"),
                rows(source).toList());
    }

    private static Stream<String> rows(SourceText source) {
        var rows = new ArrayList<String>();
        Matcher mark = MARK.matcher(source.text());
        while (mark.find()) {
            String name = source.path().substring(source.path().lastIndexOf('/') + 1);
            rows.add("| " + mark.group(1) + " | " + sentence(source.text().substring(mark.end())) + " | [" + name
                    + "](../" + source.path() + ") |\n");
        }
        return rows.stream();
    }

    /** The comment from here to its first full stop. */
    private static String sentence(String text) {
        List<String> lines = text.lines().toList();
        String comment = lines.get(0)
                + lines.stream()
                        .skip(1)
                        .map(COMMENT::matcher)
                        .takeWhile(Matcher::matches)
                        .map(line -> " " + line.group(1))
                        .collect(Collectors.joining());
        return comment.replaceFirst("(?<=[^.]\\.)(?: .*|$)", "")
                .replaceFirst("\\s*\\*/.*$", "")
                .replace("|", "\\|");
    }

    private static int mentions() {
        return (int) SourceText.ofProducts().stream()
                .flatMap(source ->
                        Pattern.compile("Deviates from").matcher(source.text()).results())
                .count();
    }
}
