package org.pennypost.server.documents;

import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.server.architecture.House;

/** The section numbers of one RFC, from {@code docs/rfc-sections}. */
record RfcSections(Set<String> numbers) {
    RfcSections {
        numbers = Set.copyOf(numbers);
    }

    /** The list for an RFC, if there is one. */
    static Optional<RfcSections> of(int rfc) {
        String path = "docs/rfc-sections/rfc" + rfc + ".txt";
        if (!Files.exists(House.root().resolve(path))) {
            return Optional.empty();
        }
        return Optional.of(new RfcSections(SourceText.read(path)
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", 2)[0])
                .collect(Collectors.toSet())));
    }
}
