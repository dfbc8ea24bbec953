package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;

/**
 * What {@code .eml} files cannot tell of themselves, in a file beside them: for each a line with its name, its date and its
 * flags, with tabs between.
 */
final class EmlList {
    static final String NAME = "pennypost-messages.tsv";

    private final Map<String, String[]> lines = new HashMap<>();

    /** That of a directory, if it has one. */
    static EmlList in(Path directory) throws IOException {
        EmlList list = new EmlList();
        Path file = directory.resolve(NAME);
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] fields = line.split("\t", -1);
                if (fields.length == 3) {
                    list.lines.put(fields[0], fields);
                }
            }
        }
        return list;
    }

    /** The line of a file. */
    static String line(String name, Marks marks) {
        return name + "\t" + marks.date() + "\t" + marks.flags() + "\n";
    }

    Optional<Instant> date(String name) {
        try {
            return Optional.ofNullable(lines.get(name)).map(line -> Instant.parse(line[1]));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    Flags flags(String name, Arrivals to) {
        List<Flag> flags = new ArrayList<>();
        String text = lines.containsKey(name) ? lines.get(name)[2] : "";
        for (String word : text.split(" ")) {
            if (word.startsWith("\\")) {
                Flag.SYSTEM.stream().filter(flag -> flag.name().equals(word)).forEach(flags::add);
            } else if (!word.isEmpty()) {
                to.keyword(word).ifPresent(flags::add);
            }
        }
        return Flags.of(flags);
    }
}
