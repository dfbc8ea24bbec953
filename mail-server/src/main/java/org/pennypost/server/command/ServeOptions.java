package org.pennypost.server.command;

import java.nio.file.Path;
import java.util.Optional;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From which the configuration comes. */
final class ServeOptions {
    @Mixin
    private DataOption data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration file; without one nothing is missing.")
    private Optional<Path> config = Optional.empty();

    /** The configuration file. */
    Optional<Path> file() {
        return config;
    }

    /** What it says, what the environment says, and where the data is. */
    Configuration configuration() throws ConfigurationException {
        Configuration read = Configuration.read(config, System.getenv());
        return data.given().map(read::withData).orElse(read);
    }
}
