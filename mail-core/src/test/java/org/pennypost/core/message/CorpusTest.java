package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Real messages, and what Dovecot answered for them.
 *
 * <p>The messages are no part of the project. They are looked for in {@code corpus} below the folder that the system
 * property or environment variable {@code PENNYPOST_SHARED} names, else in {@code ../shared} beside the project.
 */
class CorpusTest {
    private static final int RECORDED_WHOLE = 200;

    private static Path corpus = Path.of("corpus");

    @BeforeAll
    static void findCorpus() {
        corpus = shared().resolve("corpus");
        assumeTrue(Files.isDirectory(corpus), () -> "no messages in " + corpus + "; set PENNYPOST_SHARED to run this");
    }

    @Test
    void everyMessageHasASoundStructureHoweverItIsCut() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(corpus.resolve("msg"))) {
            for (Path file : files) {
                byte[] message = Files.readAllBytes(file);
                MessageStructure whole = Texts.parse(message);
                Invariants.check(message, whole);
                MessageParser parser = MessageParser.with(MessageLimits.DEFAULTS);
                for (int at = 0; at < message.length; at += 7) {
                    parser.feed(ByteBuffer.wrap(message, at, Math.min(7, message.length - at)));
                }
                assertEquals(whole, parser.finish(), file.toString());
            }
        }
    }

    @Test
    void answersAreDovecotsButForTheListedOnes() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String line : Files.readAllLines(corpus.resolve("dovecot-2.3.19.jsonl"))) {
            // RFC 9051 §7.5.2 has no words for what is missing; the string is empty
            String recorded = line.replace("\"MISSING_MAILBOX\"", "\"\"").replace("\"MISSING_DOMAIN\"", "\"\"");
            compare((Map<?, ?>) Json.read(recorded), found);
        }
        TreeSet<String> news = new TreeSet<>(found.keySet());
        news.removeAll(listed());
        news.forEach(name -> System.err.println(name + ": " + found.get(name)));
        assertEquals(listed(), found.keySet());
    }

    private static void compare(Map<?, ?> recorded, Map<String, String> differences) throws IOException {
        String file = (String) recorded.get("file");
        byte[] message = Texts.withCrlf(Files.readAllBytes(corpus.resolve("msg").resolve(file)));
        assertEquals((long) message.length, recorded.get("RFC822.SIZE"));
        answers(message).forEach((item, answer) -> {
            Object expected = ImapForm.sorted(recorded.get(item));
            if (!Objects.equals(expected, ImapForm.sorted(answer))) {
                String name = file.replace(".eml", "") + '\t' + item.replace(".PEEK", "");
                differences.put(name, expected + " but here " + answer);
            }
        });
    }

    private static Map<String, Object> answers(byte[] message) {
        MessageStructure structure = Texts.parse(message);
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("ENVELOPE", ImapForm.envelope(structure.envelope()));
        answers.put("BODYSTRUCTURE", ImapForm.body(structure.root(), true));
        answers.put("BODY", ImapForm.body(structure.root(), false));
        answers.put("BODY.PEEK[HEADER]", section(message, structure, SectionText.HEADER));
        answers.put("BODY.PEEK[TEXT]", section(message, structure, SectionText.TEXT));
        answers.put("BODY.PEEK[1]", section(message, structure, SectionText.WHOLE, 1));
        answers.put("BODY.PEEK[1.MIME]", section(message, structure, SectionText.MIME, 1));
        return answers;
    }

    private static Object section(byte[] message, MessageStructure structure, SectionText text, Integer... path) {
        Optional<Extent> extent = structure.section(List.of(path), text);
        String octets = extent.map(found -> Texts.text(message, found)).orElse("");
        if (octets.length() <= RECORDED_WHOLE) {
            return octets;
        }
        return Map.of("octets", (long) octets.length(), "sha256", sha256(Texts.octets(octets)));
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static TreeSet<String> listed() throws IOException {
        try (InputStream in = CorpusTest.class.getResourceAsStream("corpus-differences.tsv")) {
            TreeSet<String> listed = new TreeSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.lastIndexOf('\t')))
                    .forEach(listed::add);
            return listed;
        }
    }

    static Path shared() {
        String named = System.getProperty("PENNYPOST_SHARED", System.getenv("PENNYPOST_SHARED"));
        if (named != null) {
            return Path.of(named);
        }
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.isDirectory(root.resolve("mail-core"))) {
            root = root.getParent();
        }
        return root.resolveSibling("shared");
    }
}
