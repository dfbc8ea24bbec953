package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.pennypost.server.ExitStatus;

/** What a want of memory does to threads, in a process that has little. */
class LastErrorTest {
    @Test
    void aThreadOfOursGoesOnAndTheProcessEndsWithAnother() throws Exception {
        String classes = String.join(
                File.pathSeparator,
                Path.of(System.getProperty("basedir", ""), "target", "test-classes")
                        .toString(),
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path", ""));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        LastErrorChild.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(ExitStatus.SOFTWARE, child.waitFor(), said);
        assertEquals(1, said.split("the hoard, which goes on: too little memory", -1).length - 1, said);
        assertTrue(said.contains("the third turn"), said);
        assertTrue(said.contains("this has ended the thread mail-io-7, and so the server ends"), said);
    }
}
