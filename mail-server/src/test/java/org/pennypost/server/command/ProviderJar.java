package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.pennypost.core.account.Authenticator;

/** The program of a page of the documentation that provides users, as a jar. */
final class ProviderJar {
    private ProviderJar() {}

    /**
     * Compiles the first Java program of a page.
     *
     * @param name of its class in the package {@code example}
     * @param directory where the jar is made
     */
    static Path of(String page, String name, Path directory) throws Exception {
        Path file = Files.createDirectories(directory.resolve("src/example")).resolve(name + ".java");
        Files.writeString(file, source(page));
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path core = Path.of(Authenticator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-cp", core.toString(), "-d", classes.toString(), file.toString());
        assertEquals(0, compiled);
        Path jar = directory.resolve("provider.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> made = Files.list(classes.resolve("example"))) {
            for (Path each : made.toList()) {
                entries.putNextEntry(new JarEntry("example/" + each.getFileName()));
                Files.copy(each, entries);
            }
            entries.putNextEntry(new JarEntry("META-INF/services/org.pennypost.core.account.AuthenticatorProvider"));
            entries.write(("example." + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** The configuration of a server that listens for IMAP alone; what more it has to say comes behind. */
    static void configure(Path file, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "[server]",
                "data = d",
                "[status]",
                "port = off",
                "[store]",
                "kind = memory",
                "[listen]",
                "address = 127.0.0.1",
                "smtp = off",
                "submission = off",
                "smtps = off",
                "pop2 = off",
                "pop3 = off",
                "pop3s = off",
                "imaps = off",
                "imap = 0"));
        lines.addAll(List.of(more));
        Files.write(file, lines);
    }

    private static String source(String page) throws Exception {
        String text = Files.readString(Path.of("..", "docs", page));
        Matcher code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertTrue(code.find());
        return code.group(1);
    }
}
