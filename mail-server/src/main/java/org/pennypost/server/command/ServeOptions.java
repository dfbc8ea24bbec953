package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pennypost.server.StartFailure;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From which the configuration comes. */
final class ServeOptions {
    private static final String CONFIG = "--config";

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = CONFIG, paramLabel = "FILE", description = "A configuration file; without one nothing is missing.")
    private Optional<Path> config = Optional.empty();

    /**
     * Reads what most who serve write, without the reader of all commands, which would take a quarter of the start.
     *
     * @return empty if anything else is written; then that reader understands it, or says what is wrong
     */
    static Optional<ServeOptions> plain(String... arguments) {
        ServeOptions options = new ServeOptions();
        int next = arguments.length > 0 && arguments[0].equals("serve") ? 1 : 0;
        while (next < arguments.length) {
            int equals = arguments[next].indexOf('=');
            boolean joined = equals > 0;
            String name = joined ? arguments[next].substring(0, equals) : arguments[next];
            String value = joined ? arguments[next].substring(equals + 1) : argument(arguments, next + 1);
            if (value.isEmpty() || value.startsWith("-") || !options.set(name, value)) {
                return Optional.empty();
            }
            next += joined ? 1 : 2;
        }
        return Optional.of(options);
    }

    private static String argument(String[] arguments, int index) {
        return index < arguments.length ? arguments[index] : "";
    }

    private boolean set(String name, String value) {
        if (name.equals(CONFIG) && config.isEmpty()) {
            config = Optional.of(Path.of(value));
            return true;
        }
        return name.equals(DataOption.NAME) && data.set(value);
    }

    /** The configuration file. */
    Optional<Path> file() {
        return config;
    }

    /** Where the data is: what the file is not asked for if it is not needed. */
    Path directory() throws ConfigurationException {
        return data.given().isPresent() && config.isEmpty()
                ? data.given().get()
                : configuration().data();
    }

    /** The same, of a server that has been there already. */
    Path kept() throws IOException, ConfigurationException, StartFailure {
        Path directory = directory();
        Kept.check(directory, directory.resolve("mail"));
        return directory;
    }

    /** What it says, what the environment says, and where the data is. */
    Configuration configuration() throws ConfigurationException {
        Configuration read = Configuration.read(config, System.getenv());
        return data.given().map(read::withData).orElse(read);
    }
}
