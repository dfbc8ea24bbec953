package org.pennypost.server.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every type, package and module of the product says what it is. */
class JavadocTest {
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:public |final |abstract |sealed |non-sealed )*(?:class|record|interface|enum|@interface) ");
    /** Javadoc, and annotations at most between it and the type. */
    private static final Pattern WITH_JAVADOC = Pattern.compile("(?s).*\\*/(?:(?!\\n(?:import |package |\\}\\n)).)*");

    @Test
    void everyTypeHasJavadoc() {
        assertEquals(
                List.of(),
                SourceText.ofProducts().stream()
                        .filter(source -> TYPE.matcher(source.text())
                                .results()
                                .map(type -> source.text().substring(0, type.start()))
                                .anyMatch(
                                        before -> !WITH_JAVADOC.matcher(before).matches()))
                        .map(SourceText::path)
                        .toList());
    }

    @Test
    void everyPackageHasAPackageInfo() {
        Set<String> paths =
                SourceText.ofProducts().stream().map(SourceText::path).collect(Collectors.toSet());
        assertEquals(
                Set.of(),
                paths.stream()
                        .filter(path -> !path.endsWith("/module-info.java"))
                        .map(path -> path.replaceFirst("/[^/]+$", "/package-info.java"))
                        .filter(path -> !paths.contains(path))
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyModuleAndPackageDescribesItself() {
        assertEquals(
                List.of(),
                SourceText.ofProducts().stream()
                        .filter(source -> source.path().endsWith("-info.java"))
                        .filter(source -> !source.text().startsWith("/**"))
                        .map(SourceText::path)
                        .toList());
    }
}
