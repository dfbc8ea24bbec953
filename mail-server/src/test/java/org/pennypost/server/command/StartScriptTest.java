package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;

/** The start script where it is installed with the jar and nothing else, as the unit for systemd has it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script for a POSIX shell")
class StartScriptTest {
    private static final Path SCRIPT = Path.of("..", "pennypost");

    @TempDir
    Path directory;

    @Test
    void runsTheJarBesideIt() throws Exception {
        jar(directory.resolve("mail-server.jar"));
        Process process = installed("--version");
        assertTrue(said(process).startsWith("Pennypost "));
        assertEquals(ExitStatus.OK, process.waitFor());
    }

    @Test
    void saysWhereItLooksForTheJar() throws Exception {
        Process process = installed("--version");
        assertEquals(
                "pennypost: no mail-server.jar in " + directory.toRealPath() + "; put it there, beside this script.\n",
                said(process));
        assertEquals(ExitStatus.UNAVAILABLE, process.waitFor());
    }

    private Process installed(String... arguments) throws IOException {
        Path script = Files.copy(SCRIPT, directory.resolve("pennypost"));
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of("sh", script.toString()), Arrays.stream(arguments))
                        .toList());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.directory(directory.toFile()).redirectErrorStream(true).start();
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A jar that finds everything where this test found it. */
    private static void jar(Path file) throws IOException {
        String places =
                System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.pennypost.server.Main");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(places.split(File.pathSeparator))
                                .filter(place -> !place.isEmpty())
                                .map(place -> Path.of(place).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
    }
}
