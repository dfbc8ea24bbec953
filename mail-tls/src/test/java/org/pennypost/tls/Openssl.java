package org.pennypost.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSSL as a second opinion, where it is installed; a test that uses it is skipped, with a message, where it is not.
 * A run of it as a client: what it prints is read until a line appears, what is said goes to its standard input.
 */
public final class Openssl implements AutoCloseable {

    private final Process process;
    private final BufferedReader printed;
    private final StringBuilder text = new StringBuilder();

    private Openssl(Process process) {
        this.process = process;
        this.printed = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static Openssl start(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            return new Openssl(new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            assumeTrue(false, "openssl is not installed: this check is skipped");
            throw new IllegalStateException(e);
        }
    }

    /** All that it prints, without any input. */
    public static String run(Path directory, String... arguments) throws IOException {
        try (Openssl openssl = start(directory, arguments)) {
            openssl.process.getOutputStream().close();
            return openssl.rest();
        }
    }

    Openssl say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Reads until {@code wanted} was printed, or until the end. */
    String until(String wanted) throws IOException {
        String line = "";
        while (!line.contains(wanted) && line != END) {
            line = next();
        }
        return text.toString();
    }

    String rest() throws IOException {
        String line = "";
        while (line != END) {
            line = next();
        }
        return text.toString();
    }

    private static final String END = new String("");

    private String next() throws IOException {
        String line = printed.readLine();
        if (line == null) {
            return END;
        }
        text.append(line).append('\n');
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
