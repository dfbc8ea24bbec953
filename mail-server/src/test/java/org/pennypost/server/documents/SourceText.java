package org.pennypost.server.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pennypost.server.architecture.House;

/**
 * A text file of the checkout.
 *
 * @param path from the top of the checkout, with slashes
 * @param text its content
 */
public record SourceText(String path, String text) {
    /** The sources, tests and dialogues of all modules, in the order of their paths. */
    static List<SourceText> ofModules() {
        return House.MODULES.stream()
                .flatMap(module -> below(module + "/src", ".java", ".dialogue"))
                .toList();
    }

    /** The product sources of all modules. */
    static List<SourceText> ofProducts() {
        return House.MODULES.stream()
                .flatMap(module -> below(module + "/src/main", ".java"))
                .toList();
    }

    /** The tests and dialogues of all modules. */
    static List<SourceText> ofTests() {
        return House.MODULES.stream()
                .flatMap(module -> below(module + "/src/test", ".java", ".dialogue"))
                .toList();
    }

    /** The pages that people wrote; those that the build wrote cite on behalf of others. */
    static List<SourceText> ofPages() {
        return Stream.concat(
                        Stream.of("README.md", "CONTRIBUTING.md").map(SourceText::read),
                        Stream.concat(
                                below("docs", ".md").filter(page -> !page.path().startsWith("docs/conformance/")),
                                House.MODULES.stream()
                                        .map(module -> module + "/README.md")
                                        .map(SourceText::read)))
                .toList();
    }

    public static SourceText read(String path) {
        Path file = House.root().resolve(path);
        try {
            return new SourceText(path, Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a page if it differs from what is there. */
    public static void write(String path, String text) {
        if (!read(path).text().equals(text)) {
            Path file = House.root().resolve(path);
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The number of the line that holds a place in the text. */
    int lineAt(int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private static Stream<SourceText> below(String directory, String... endings) {
        Path top = House.root().resolve(directory);
        if (!Files.exists(top)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(top)) {
            return files
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .map(file -> House.root().relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .map(SourceText::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
