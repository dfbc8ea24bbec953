package org.pennypost.server.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.account.Password;
import picocli.CommandLine.Option;

/** Where the password for another server comes from. Never the command line, which others see and a shell remembers. */
final class OtherPassword {
    private static final String VARIABLE = "IMPORT_PASSWORD";

    @Option(names = "--password-stdin", description = "Read the password from the first line of the standard input.")
    private boolean standardInput;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Read it from the first line of a file. Else it is taken from the variable " + VARIABLE
                    + ", or asked for.")
    private Optional<Path> file = Optional.empty();

    /** The password; empty if there is none. */
    Optional<Password> read(String whose) throws IOException {
        return text(whose).filter(line -> !line.isEmpty()).map(Password::of);
    }

    private Optional<String> text(String whose) throws IOException {
        if (standardInput) {
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
        } else if (file.isPresent()) {
            try (Stream<String> lines = Files.lines(file.get())) {
                return lines.findFirst();
            }
        }
        Optional<String> variable = Optional.ofNullable(System.getenv(VARIABLE));
        Console terminal = System.console();
        return variable.isPresent() || terminal == null
                ? variable
                : Optional.ofNullable(terminal.readPassword("Password of %s: ", whose))
                        .map(String::valueOf);
    }
}
