package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.demo.Tour;
import org.pennypost.server.demo.TourAccount;
import org.pennypost.server.demo.TourPorts;
import org.pennypost.server.demo.Trust;

class MailServerTest {
    @TempDir
    Path directory;

    @Test
    void theTourGoesThroughEveryPortOfAServerInMemory() throws Exception {
        UsersFile.in(directory.resolve("d"), new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        MailServer server = MailServer.start(configuration().withFreePorts());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Tour(
                            TourPorts.of(role -> server.address(role).orElseThrow()),
                            Trust.in(server.authority().orElseThrow()),
                            new TourAccount("tim", "tanstaaf", "tim@localhost"),
                            out)
                    .run();
        } finally {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("RFC 9051") && text.contains("RFC 937"), text);
    }

    /** The example of the module's README. */
    @Test
    void isEmbeddedInThreeLines() throws Exception {
        Path data = directory.resolve("embedded");
        Configuration configuration = Configuration.initial().withData(data).withFreePorts();
        MailServer server = MailServer.start(configuration);
        InetSocketAddress imap = server.address(Role.IMAP).orElseThrow();
        try (Socket client = new Socket(imap.getAddress(), imap.getPort())) {
            assertEquals("* OK", new String(client.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
        } finally {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aPortThatIsTakenLeavesNothingOpen() throws Exception {
        MailServer first = MailServer.start(configuration().withFreePorts());
        InetSocketAddress pop3 = first.address(Role.POP3).orElseThrow();
        Path file = Files.write(
                directory.resolve("second.conf"),
                List.of(
                        "[server]",
                        "data = second",
                        "[store]",
                        "kind = memory",
                        "[listen]",
                        "address = 127.0.0.1",
                        "smtp = 0",
                        "submission = 0",
                        "smtps = 0",
                        "pop2 = 0",
                        "pop3 = " + pop3.getPort()));
        Configuration second = Configuration.read(file);
        StartFailure failure = assertThrows(StartFailure.class, () -> MailServer.start(second));
        assertEquals(ExitStatus.UNAVAILABLE, failure.status());
        assertTrue(failure.getMessage().contains("port " + pop3.getPort()), failure.getMessage());
        first.stop(Duration.ofSeconds(10));
    }

    @Test
    void aStoreThatNobodyProvidesIsAnErrorThatNamesTheOthers() throws Exception {
        Path file = Files.write(directory.resolve("odd.conf"), List.of("[store]", "kind = tape"));
        Configuration odd = Configuration.read(file).withData(directory.resolve("d"));
        StartFailure failure = assertThrows(StartFailure.class, () -> MailServer.start(odd));
        assertEquals(ExitStatus.CONFIGURATION, failure.status());
        assertTrue(failure.getMessage().contains("memory"), failure.getMessage());
    }

    private Configuration configuration() throws Exception {
        Path file =
                Files.write(directory.resolve("my.conf"), List.of("[store]", "kind = memory", "[server]", "data = d"));
        return Configuration.read(file);
    }
}
