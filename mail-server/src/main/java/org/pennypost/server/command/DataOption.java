package org.pennypost.server.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that every command has, with {@code --config} or alone. */
final class DataOption {
    static final String NAME = "--data";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "The directory of accounts, certificates and mail (initially pennypost-data, here).")
    private Optional<Path> data = Optional.empty();

    /** Whether it could be set; only once. */
    boolean set(String directory) {
        boolean first = data.isEmpty();
        data = Optional.of(Path.of(directory));
        return first;
    }

    Optional<Path> given() {
        return data;
    }
}
