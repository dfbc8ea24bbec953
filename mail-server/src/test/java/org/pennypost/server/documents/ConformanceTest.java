package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pennypost.server.architecture.House;

/** The requirement matrix: ids named in tests exist, and {@code docs/conformance} says what they prove. */
class ConformanceTest {
    private static final String PAGES = "docs/conformance/";
    private static final String CHECKLISTS = PAGES + "checklists/";

    @Test
    void everyIdNamedInATestIsARequirement() throws IOException {
        Set<String> known = checklists().values().stream()
                .flatMap(List::stream)
                .map(Requirement::id)
                .collect(Collectors.toSet());
        assertEquals(
                List.of(),
                proofs().filter(proof -> !known.contains(proof.id()))
                        .map(proof -> proof.file() + ":" + proof.line() + " names " + proof.id())
                        .toList());
        assertEquals(
                List.of(),
                waived().keySet().stream().filter(id -> !known.contains(id)).toList(),
                "not-applicable.tsv");
    }

    @Test
    void noRequirementIsBothProvenAndNotApplicable() {
        Set<String> proven = proofs().map(Proof::id).collect(Collectors.toSet());
        assertEquals(
                List.of(), waived().keySet().stream().filter(proven::contains).toList());
    }

    @Test
    void thePagesAreWritten() throws IOException {
        Map<String, List<Proof>> proofs = proofs().collect(Collectors.groupingBy(Proof::id));
        List<ConformancePage> pages = checklists().entrySet().stream()
                .map(list -> new ConformancePage(list.getKey(), list.getValue(), proofs, waived()))
                .sorted(Comparator.comparing(ConformancePage::rfc))
                .toList();
        for (ConformancePage page : pages) {
            SourceText.write(PAGES + "rfc" + page.rfc() + ".md", page.text());
        }
        SourceText.write(PAGES + "README.md", overview(pages));
        assertTrue(pages.size() > 0);
    }

    @Test
    void anIdBelongsToTheMethodAroundOrBelowIt() {
        String text = """
                // %1$s-1-a
                class ATest {
                    // %1$s-2-a, %1$s-2-b
                    @Test
                    void below() {
                        if (true) {
                            check(); // %1$s-3-a
                        }
                    }

                    @Property
                    boolean besides(@ForAll int x) {
                        return x > 0; // %1$s-4.1-LIST-a.
                    }
                }
                """.formatted("RFC1");
        assertEquals(
                "RFC1-1-a  1, RFC1-2-a below 3, RFC1-2-b below 3, RFC1-3-a below 7, RFC1-4.1-LIST-a besides 13",
                Proof.in(new SourceText("ATest.java", text)).stream()
                        .map(proof -> proof.id() + " " + proof.test() + " " + proof.line())
                        .collect(Collectors.joining(", ")));
    }

    private static Map<Integer, List<Requirement>> checklists() throws IOException {
        try (Stream<Path> files = Files.list(House.root().resolve(CHECKLISTS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tsv"))
                    .collect(Collectors.toMap(
                            name -> Integer.parseInt(name.substring(3, name.length() - 4)),
                            name -> Requirement.list(SourceText.read(CHECKLISTS + name))));
        }
    }

    private static Stream<Proof> proofs() {
        return SourceText.ofTests().stream()
                .filter(source -> !source.path().contains("/server/documents/"))
                .flatMap(source -> Proof.in(source).stream());
    }

    /** Lines of an id, a tab and a reason. */
    private static Map<String, String> waived() {
        return SourceText.read(PAGES + "not-applicable.tsv")
                .text()
                .lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
    }

    private static String overview(List<ConformancePage> pages) {
        return """
                # Conformance

                What the RFCs ask of a server, requirement by requirement, and the test that proves each. Written by the
                build: `checklists/` holds the requirements in our own words, a test names the ids that it proves,
                `not-applicable.tsv` says why the others do not bind this server. The RFC's text decides, not ours.
                Open means that no test names it, not that the server gets it wrong.

                | RFC | Requirements | Proven | Not applicable | Open |
                |---|---:|---:|---:|---:|
                """
                + pages.stream()
                        .map(page -> "| [%1$d](rfc%1$d.md) | %2$d | %3$d | %4$d | %5$d |%n"
                                .formatted(
                                        page.rfc(),
                                        page.requirements().size(),
                                        page.proven(),
                                        page.notApplicable(),
                                        page.open()))
                        .collect(Collectors.joining());
    }
}
