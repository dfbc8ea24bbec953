package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is written in a process with little memory. */
class ShortOfMemoryTest {
    @TempDir
    Path directory;

    @Test
    void doesNotBreak() throws Exception {
        String classes = String.join(
                File.pathSeparator,
                Path.of(System.getProperty("basedir", ""), "target", "test-classes")
                        .toString(),
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path", ""));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        ShortOfMemoryChild.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("3 events\n", new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, child.waitFor());
    }
}
