package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/own-users.md, in a jar of its own beside the server. */
class OwnUsersTest {
    @TempDir
    Path directory;

    @Test
    void aSecondJarProvidesTheUsers() throws Exception {
        Path jar = ProviderJar.of("own-users.md", "TeamProvider", directory);
        ProviderJar.configure(
                directory.resolve("my.conf"),
                "[login]",
                "provider = team",
                "provider-settings = names=anna bert, password=sesame");
        try (Child server = Child.beside(jar, directory, "serve", "--config", "my.conf")) {
            String line = server.lineWith("Listening");
            int port = Integer.parseInt(line.replaceAll(".*IMAP ([0-9]+).*", "$1"));
            assertTrue(ask(port, "a LOGIN BERT sesame\r\nb LOGOUT\r\n").contains("a OK"));
            assertTrue(ask(port, "a LOGIN cora sesame\r\nb LOGOUT\r\n").contains("a NO"));
            server.terminate();
            assertEquals(0, server.status());
        }
        assertFalse(Files.exists(directory.resolve("d/users")), "a first account that nobody could use");
    }

    @Test
    void aProviderThatIsNotThereIsMissed() throws Exception {
        Files.write(directory.resolve("my.conf"), List.of("[server]", "data = d", "[login]", "provider = ldap"));
        try (Child server = Child.start(directory, "serve", "--config", "my.conf")) {
            assertTrue(server.rest().contains("provider = ldap: there is none of this name"));
            assertEquals(78, server.status());
        }
    }

    private static String ask(int port, String lines) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
