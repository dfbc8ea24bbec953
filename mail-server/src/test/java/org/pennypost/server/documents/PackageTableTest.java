package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pennypost.server.architecture.House;

/** The README of a module names each of its packages: who looks for something finds the way. */
class PackageTableTest {
    @Test
    void everyPackageIsInTheReadmeOfItsModule() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path module : modules()) {
            String readme = Files.readString(module.resolve("README.md"));
            for (String name : packages(module)) {
                // `name`, `org.pennypost.name` or `name.Type`
                if (!readme.matches("(?s).*[`.]" + name + "[`.].*")) {
                    missing.add(module.getFileName() + ": " + name);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(House.root())) {
            return files.filter(path -> Files.exists(path.resolve("src/main/java/module-info.java")))
                    .sorted()
                    .toList();
        }
    }

    /** Their last names, but for the first package, which the whole README is about. */
    private static Set<String> packages(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            List<Path> all = files.filter(file -> file.endsWith("package-info.java"))
                    .map(Path::getParent)
                    .toList();
            return all.stream()
                    .filter(path -> all.stream().anyMatch(other -> path.startsWith(other) && !path.equals(other)))
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
