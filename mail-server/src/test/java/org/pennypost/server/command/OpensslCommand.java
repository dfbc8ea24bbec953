package org.pennypost.server.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of OpenSSL, in a directory. */
final class OpensslCommand {
    private static final Path PROGRAM = Path.of("/usr/bin/openssl");

    private OpensslCommand() {}

    static void assumeInstalled() {
        assumeTrue(Files.isExecutable(PROGRAM), "openssl is not installed");
    }

    /**
     * Runs it; answers all that it said.
     *
     * @param typed what it reads
     * @param arguments with spaces between them
     */
    static String run(Path directory, String typed, String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments.split(" ")));
        Path input = Files.writeString(directory.resolve("input"), typed);
        Process openssl = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        openssl.waitFor();
        return said;
    }
}
