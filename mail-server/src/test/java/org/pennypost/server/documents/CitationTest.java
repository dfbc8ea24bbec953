package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pennypost.server.architecture.House;

/** Every RFC and section that a source cites exists, and the index knows of it. */
class CitationTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| (\\w+) \\| [^|]* \\| [^|]* \\|$");

    @Test
    void everySectionCitedExists() {
        Map<Integer, Optional<RfcSections>> lists = new ConcurrentHashMap<>();
        List<Citation> wrong = citations()
                .filter(citation -> !citation.section().isEmpty())
                .filter(citation -> lists.computeIfAbsent(citation.rfc(), RfcSections::of)
                        .map(list -> !list.numbers().contains(citation.section()))
                        .orElse(true))
                .toList();
        assertEquals(List.of(), wrong, "no such section in docs/rfc-sections; RfcHeadings adds the list of an RFC");
    }

    @Test
    void everyRfcCitedIsInTheIndex() {
        Set<Integer> indexed = index().keySet();
        assertEquals(
                List.of(),
                citations()
                        .filter(citation -> !indexed.contains(citation.rfc()))
                        .toList(),
                "not in docs/rfc-index.md");
    }

    @Test
    void theIndexSaysHowFarEachRfcIsServed() {
        assertEquals(
                Set.of(),
                index().entrySet().stream()
                        .filter(row ->
                                !Set.of("complete", "partial", "used", "no").contains(row.getValue()))
                        .collect(Collectors.toSet()));
    }

    /** What has a list of requirements is served, or nobody would have written the list. */
    @Test
    void theIndexDeniesNothingThatIsServed() {
        assertEquals(
                List.of(),
                index().entrySet().stream()
                        .filter(row -> row.getValue().equals("no"))
                        .map(Map.Entry::getKey)
                        .filter(rfc ->
                                Files.exists(House.root().resolve("docs/conformance/checklists/rfc" + rfc + ".tsv")))
                        .toList());
    }

    @Test
    void citationsAreFoundInAllTheirForms() {
        var source = new SourceText("A.java", """
                /**
                 * Reads a path (RFC 5321 §4.1.2, RFC 6531
                 * §3.3). See RFC 9051 §6.4.5.1 and §9; RFC 4648.
                 */
                // RFC 5234
                // §B.1
                """);
        assertEquals(
                "[A.java:2: RFC 5321 §4.1.2, A.java:2: RFC 6531 §3.3, A.java:3: RFC 9051 §6.4.5.1,"
                        + " A.java:3: RFC 9051 §9, A.java:3: RFC 4648, A.java:5: RFC 5234 §B.1]",
                Citation.in(source).toString());
    }

    @Test
    void headingsAreFoundWithoutListsAndLeaders() {
        String text = """
                   1.  Introduction . . . . . . . . . . . 3
                     1.1.  Terms  . . . . . . . . . . . . 4
                   Appendix A.  Examples  . . . . . . . . 9

                1.  Introduction
                1.1.  Terms
                   7.  A list is not a chapter.
                2. The Model
                A.1.  An Example
                """;
        assertEquals(
                "{1=Introduction, 1.1=Terms, 2=The Model, A=Examples, A.1=An Example}",
                RfcHeadings.of(text).toString());
    }

    private static Stream<Citation> citations() {
        return Stream.concat(SourceText.ofModules().stream(), SourceText.ofPages().stream())
                .filter(source -> !source.path().endsWith("/CitationTest.java"))
                .flatMap(source -> Citation.in(source).stream());
    }

    /** The status of each RFC of the index. */
    private static Map<Integer, String> index() {
        Matcher row = ROW.matcher(SourceText.read("docs/rfc-index.md").text());
        return row.results()
                .collect(Collectors.toMap(found -> Integer.parseInt(found.group(1)), found -> found.group(2)));
    }
}
