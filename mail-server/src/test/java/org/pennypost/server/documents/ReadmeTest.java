package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pennypost.server.architecture.House;

/** Every Java example of a README, and of the page on embedding, stands in a test too, so that it compiles and runs. */
class ReadmeTest {
    @Test
    void javaExamplesAreCompiledByTests() throws IOException {
        List<String> tests = tests();
        List<String> unproven = new ArrayList<>();
        int examples = 0;
        for (Path readme : readmes()) {
            for (String example : examples(Files.readString(readme))) {
                examples++;
                if (tests.stream().noneMatch(test -> test.contains(example))) {
                    unproven.add(House.root().relativize(readme) + ": "
                            + example.substring(0, Math.min(40, example.length())));
                }
            }
        }
        assertEquals(List.of(), unproven);
        assertFalse(examples == 0, "no README has an example");
    }

    private static List<Path> readmes() throws IOException {
        try (Stream<Path> files = Files.walk(House.root(), 2)) {
            return files.filter(file -> file.endsWith("README.md") || file.endsWith("docs/embedding.md"))
                    .toList();
        }
    }

    private static List<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(House.root(), 12)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(ReadmeTest::read)
                    .toList();
        }
    }

    private static List<String> examples(String readme) {
        List<String> examples = new ArrayList<>();
        String[] parts = readme.split("```");
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith("java\n")) {
                examples.add(plain(parts[i].substring(5)));
            }
        }
        return examples;
    }

    private static String read(Path file) {
        try {
            return plain(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Without white space: where a line is broken is the formatter's matter. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> plain.append((char) c));
        return plain.toString();
    }
}
