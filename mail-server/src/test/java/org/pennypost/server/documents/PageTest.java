package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pennypost.server.architecture.House;

/** What the pages say of the checkout is so. */
class PageTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#|mailto:)([^)#\\s]+)[^)]*\\)");
    private static final Pattern ARTIFACT = Pattern.compile(
            "<groupId>(?!org\\.pennypost)[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>"
                    + "|<plugin>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    /** In whatever order the tests run: links may lead to pages that the build writes. */
    @BeforeAll
    static void writePages() throws IOException {
        new ConformanceTest().thePagesAreWritten();
        new DeviationTest().thePageIsWritten();
    }

    @Test
    void everyLinkLeadsToAFile() {
        List<String> broken = SourceText.ofPages().stream()
                .flatMap(page -> LINK.matcher(page.text())
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !Files.exists(target(page, link)))
                        .map(link -> page.path() + ": " + link))
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void everyDependencyHasItsReason() {
        String pom = SourceText.read("pom.xml").text();
        String page = SourceText.read("docs/dependencies.md").text();
        List<String> artifacts = ARTIFACT.matcher(pom)
                .results()
                .map(artifact -> "| " + group(artifact, 1, 3) + " | " + resolved(group(artifact, 2, 4), pom) + " | ")
                .toList();
        assertTrue(artifacts.size() > 15, artifacts::toString);
        assertEquals(
                List.of(),
                artifacts.stream().filter(row -> !page.contains(row)).toList(),
                "no such row in docs/dependencies.md");
    }

    private static Path target(SourceText page, String link) {
        return House.root().resolve(page.path()).resolveSibling(link);
    }

    private static String group(MatchResult match, int one, int other) {
        return Optional.ofNullable(match.group(one)).orElseGet(() -> match.group(other));
    }

    /** A version with its property, if it is one, replaced. */
    private static String resolved(String version, String pom) {
        return Stream.of(version)
                .filter(text -> text.startsWith("${"))
                .map(text -> text.substring(2, text.length() - 1))
                .map(name ->
                        Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(pom))
                .flatMap(found -> found.results().limit(1).map(value -> value.group(1)))
                .findFirst()
                .orElse(version);
    }
}
