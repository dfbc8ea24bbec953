package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files the system lets this process open, a connection being one: beyond it new clients wait without a word. */
final class OpenFiles {
    /** Where Linux tells the limits of a process. */
    static final Path LIMITS = Path.of("/proc/self/limits");

    private static final Pattern SOFT = Pattern.compile("Max open files +([0-9]{1,18}) .*");
    /** Of the server itself, the files that its workers read and write included. */
    private static final int OWN = 200;

    private OpenFiles() {}

    /** What a server says that may have more connections than it can open; nothing where the system does not tell. */
    static Optional<String> warning(Path limits, int connections) throws IOException {
        if (!Files.exists(limits)) {
            return Optional.empty();
        }
        for (String line : Files.readAllLines(limits)) {
            Matcher soft = SOFT.matcher(line);
            if (soft.matches() && Long.parseLong(soft.group(1)) < connections + OWN) {
                return Optional.of(
                        "this process may open " + soft.group(1) + " files, which is too few for " + connections
                                + " connections; raise it (ulimit -n, or LimitNOFILE= in a systemd unit)"
                                + " or set connections in [limits] to less");
            }
        }
        return Optional.empty();
    }
}
