package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ReloadCommandTest {
    @TempDir
    Path directory;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGHUP")
    void theCommandAndTheSignalReadTheFileAgain() throws Exception {
        write("message = 1M");
        try (Child server = Child.start(directory, "serve", "--config", "my.conf")) {
            server.lineWith("Listening");
            write("message = 2M");
            try (Child asked = Child.start(directory, "reload", "--config", "my.conf")) {
                assertTrue(asked.rest().contains("[limits] message = 2M"));
                assertEquals(0, asked.status());
            }
            server.lineWith("the configuration has been read again");
            write("message = 3M");
            assertEquals(
                    0, new ProcessBuilder("kill", "-HUP", server.id()).start().waitFor());
            server.lineWith("reload: [limits] message = 3M");
            write("message = much");
            try (Child asked = Child.start(directory, "reload", "--config", "my.conf", "--data", "elsewhere")) {
                assertTrue(asked.rest().contains("message = much: expected a size"));
                assertEquals(78, asked.status());
            }
            server.terminate();
            assertTrue(server.rest().contains("stopped"));
            assertEquals(0, server.status());
        }
        try (Child asked = Child.start(directory, "reload", "--data", "d")) {
            assertTrue(asked.rest().contains("no server runs"));
            assertEquals(69, asked.status());
        }
    }

    private void write(String limit) throws Exception {
        List<String> lines = new ArrayList<>(List.of("[server]", "data = d", "[status]", "port = off", "[listen]"));
        for (String role : List.of("smtp", "submission", "smtps", "pop2", "pop3", "pop3s", "imap", "imaps")) {
            lines.add(role + " = 0");
        }
        lines.addAll(List.of("[limits]", limit));
        Files.write(directory.resolve("my.conf"), lines);
    }
}
