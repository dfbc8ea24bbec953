package org.pennypost.server.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.architecture.House;
import org.pennypost.server.imap.ServedImap.Way;

/**
 * Every message of the corpus appended to the served IMAP and fetched again: size, ENVELOPE, BODYSTRUCTURE, BODY and
 * sections are what Dovecot answered, but for the differences that mail-core lists with the reason why ours is right
 * ({@code corpus-differences.tsv}).
 *
 * <p>Corpus and the comparing program are no part of the project: they are looked for where CorpusTest says.
 */
class DovecotAnswersTest {
    private static final String LISTED =
            "mail-core/src/test/resources/org/pennypost/core/message/corpus-differences.tsv";
    private static final int PATIENCE_MINUTES = 8;

    @TempDir
    Path directory;

    @Test
    void areOursButForTheListedOnes() throws Exception {
        Path shared = shared();
        Path recorded = shared.resolve("corpus/dovecot-2.3.19.jsonl");
        Path program = shared.resolve("tools/imap_diff.py");
        assumeTrue(Files.isReadable(recorded), () -> "no answers in " + recorded);
        assumeTrue(Files.isReadable(program), () -> "no program in " + program);
        assumeTrue(Programs.find("python3").isPresent(), "python3 is not installed");
        List<String> answers = withoutMadeUpWords(recorded);
        Path expected = Files.write(directory.resolve("expected"), answers);
        List<String> said;
        try (ServedImap site = ServedImap.start(directory)) {
            said = run(List.of(
                    "python3",
                    program.toString(),
                    "--against",
                    expected.toString(),
                    "--no-bare-cr", // which APPEND mends
                    "--b",
                    "localhost:" + site.port(Way.CLEAR) + ":" + ServedImap.USER + ":" + ServedImap.PASSWORD,
                    shared.resolve("corpus/msg").toString()));
        }
        assertTrue(said.stream().anyMatch(line -> line.startsWith("RFC822.SIZE: same")), () -> said.toString());
        TreeSet<String> found = differences(said);
        assertEquals(listed(), found);
    }

    /** RFC 9051 §7.5.2 has no words for what is missing; the string is empty. */
    private static List<String> withoutMadeUpWords(Path recorded) throws IOException {
        return Files.readAllLines(recorded).stream()
                .map(line -> line.replace("\"MISSING_MAILBOX\"", "\"\"").replace("\"MISSING_DOMAIN\"", "\"\""))
                .toList();
    }

    /** Under each item the names of the messages that differ in it. */
    private static TreeSet<String> differences(List<String> said) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        String item = "";
        for (String line : said) {
            if (line.contains(": same ")) {
                item = line.substring(0, line.indexOf(": same ")).replace(".PEEK", "");
            } else if (line.startsWith("  ") && line.endsWith(".eml") && !item.isEmpty()) {
                found.add(line.strip().replace(".eml", "") + '\t' + item);
            }
        }
        return found;
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        Path log = directory.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        process.destroy();
        assertTrue(ended, "takes too long");
        return Files.readAllLines(log);
    }

    private static TreeSet<String> listed() throws IOException {
        TreeSet<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(House.root().resolve(LISTED))) {
            if (!line.startsWith("#")) {
                listed.add(line.substring(0, line.lastIndexOf('\t')));
            }
        }
        return listed;
    }

    private static Path shared() {
        String named = Objects.requireNonNullElse(
                System.getProperty("PENNYPOST_SHARED"),
                Objects.requireNonNullElse(System.getenv("PENNYPOST_SHARED"), ""));
        return named.isEmpty() ? House.root().resolveSibling("shared") : Path.of(named);
    }
}
