package org.pennypost.server.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that every command has. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The directory of accounts, certificates and mail (initially ./pennypost-data).")
    private Optional<Path> data = Optional.empty();

    Optional<Path> given() {
        return data;
    }

    Path directory() {
        return data.orElse(Path.of("pennypost-data"));
    }
}
