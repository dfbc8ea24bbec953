package org.pennypost.server.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a snapshot holds: a line that names the form, a line for each {@link Entry}, and the SHA-256 of all that.
 *
 * @param entries directories before what is in them
 */
record Manifest(List<Entry> entries) {
    private static final String FORM = "pennypost-backup 1\n";
    private static final String SUM = "sum\t";

    Manifest {
        entries = List.copyOf(entries);
    }

    String text() {
        String text = FORM + entries.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining());
        return text + SUM + Hashes.of(text) + "\n";
    }

    /** @throws IOException if it cannot be read, or is not what was written */
    static Manifest read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int sum = text.lastIndexOf(SUM);
        if (!text.startsWith(FORM)
                || sum < 0
                || !text.substring(sum).equals(SUM + Hashes.of(text.substring(0, sum)) + "\n")) {
            throw new IOException(file + " is damaged");
        }
        List<Entry> entries = new ArrayList<>();
        text.substring(FORM.length(), sum).lines().map(Entry::parse).forEach(entries::add);
        return new Manifest(entries);
    }
}
