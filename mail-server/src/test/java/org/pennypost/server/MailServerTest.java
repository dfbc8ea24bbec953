package org.pennypost.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.demo.Tour;
import org.pennypost.server.demo.TourAccount;
import org.pennypost.server.demo.TourPorts;
import org.pennypost.server.demo.Trust;
import org.pennypost.server.journal.JournalReader;

class MailServerTest {
    @TempDir
    Path directory;

    // RFC8314-3.3-a RFC8314-3.3-b RFC8314-3.3-c RFC8314-4-a RFC8314-4-d RFC8314-4-e RFC8689-4.4-a
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
                            directory.resolve("d"),
                            out)
                    .run();
        } finally {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("RFC 9051") && text.contains("RFC 937"), text);
        assertTrue(text.contains("is: expunged by tim"), text);
    }

    /** The example of the module's README. */
    @Test
    void isEmbeddedInThreeLines() throws Exception {
        try (MailServer server = MailServer.builder()
                .user("tim", "tanstaaf")
                .serving(Role.SMTP, Role.IMAP)
                .start()) {
            InetSocketAddress imap = server.address(Role.IMAP).orElseThrow();
            try (Socket client = new Socket(imap.getAddress(), imap.getPort())) {
                client.getOutputStream().write("a LOGIN tim tanstaaf\r\nb LOGOUT\r\n".getBytes(US_ASCII));
                String said = new String(client.getInputStream().readAllBytes(), US_ASCII);
                assertTrue(said.contains("a OK") && said.contains("b OK"), said);
            }
            assertEquals(Optional.empty(), server.address(Role.POP3));
        }
    }

    /** An example of docs/embedding.md. */
    @Test
    void keepsMailAsMaildirForTheNextStart() throws Exception {
        Path data = directory.resolve("kept");
        for (int start = 1; start <= 2; start++) {
            try (MailServer server = MailServer.builder()
                    .maildir(data)
                    .user("tim", "tanstaaf")
                    .set("limits", "message", "10M")
                    .start()) {
                try (Socket client = new Socket()) {
                    client.connect(server.address(Role.SMTP).orElseThrow());
                    client.getOutputStream()
                            .write("EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<tim@localhost>\r\nBDAT 3 LAST\r\nx\r\nQUIT\r\n"
                                    .getBytes(US_ASCII));
                    String said = new String(client.getInputStream().readAllBytes(), US_ASCII);
                    assertTrue(said.contains("SIZE 10485760") && said.contains("250 2.6.0"), said);
                }
            }
            boolean modes = data.getFileSystem().supportedFileAttributeViews().contains("posix");
            assertTrue(
                    !modes || Files.getPosixFilePermissions(data).equals(PosixFilePermissions.fromString("rwx------")));
            try (Stream<Path> mail = Files.list(data.resolve("mail/tim/Maildir/new"))) {
                assertEquals(start, mail.count());
            }
        }
    }

    /** An example of docs/embedding.md. */
    @Test
    void handsMailToTheProgramThatItIsPartOf() throws Exception {
        List<String> tickets = new ArrayList<>();
        Delivery desk = WholeMessageDelivery.to((envelope, message) ->
                tickets.add(envelope.reversePath() + " writes " + message.remaining() + " octets"));
        try (MailServer server =
                MailServer.builder().serving(Role.SMTP).delivery(desk).start()) {
            try (Socket client = new Socket()) {
                client.connect(server.address(Role.SMTP).orElseThrow());
                client.getOutputStream()
                        .write(("EHLO a\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<help@desk.example>\r\n"
                                        + "BDAT 3 LAST\r\nx\r\nQUIT\r\n")
                                .getBytes(US_ASCII));
                client.getInputStream().readAllBytes();
            }
        }
        assertTrue(tickets.get(0).startsWith("<a@b.example> writes "), tickets.toString());
    }

    @Test
    void aSettingThatIsNoneIsSaidAndLeavesNothing() {
        MailServerBuilder odd = MailServer.builder().set("limits", "mesage", "1M");
        StartFailure failure = assertThrows(StartFailure.class, odd::start);
        assertEquals(ExitStatus.CONFIGURATION, failure.status());
        assertTrue(failure.getMessage().contains("did you mean message?"), failure.getMessage());
    }

    // RFC5321-4.5.4.2-a
    @Test
    void newcomersAreGreetedWhileOthersAreBusyAndSilent() throws Exception {
        MailServer server = MailServer.start(configuration().withFreePorts());
        InetSocketAddress smtp = server.address(Role.SMTP).orElseThrow();
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket client = new Socket(smtp.getAddress(), smtp.getPort());
                clients.add(client);
                assertEquals("220 ", new String(client.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
                client.getOutputStream().write("EHLO half a comm".getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
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
    void mailByLmtpIsAnsweredStoredAndTraced() throws Exception {
        Path data = directory.resolve("d");
        UsersFile.in(data, new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        Files.write(data.resolve("aliases"), List.of("team: tim", "away: tim@far.example"));
        Files.write(
                directory.resolve("my.conf"),
                List.of("[listen]", "lmtp = 0", "[store]", "kind = memory", "[relay]", "enabled = off"));
        MailServer server = MailServer.start(
                Configuration.read(directory.resolve("my.conf")).withData(data).withFreePorts());
        try (Socket socket = new Socket()) {
            socket.connect(server.address(Role.LMTP).orElseThrow());
            socket.getOutputStream()
                    .write(("LHLO me.example\r\nMAIL FROM:<a@far.example>\r\nRCPT TO:<team+x@localhost>\r\n"
                                    + "RCPT TO:<away@localhost>\r\nRCPT TO:<abuse@localhost>\r\nBDAT 3 LAST\r\nx\r\n"
                                    + "QUIT\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            List<String> lines =
                    said.lines().filter(line -> !line.startsWith("250-")).toList();
            assertTrue(lines.get(4).startsWith("550 5.3.3"), said);
            String id = lines.get(6).substring(lines.get(6).length() - QueueId.LENGTH);
            assertEquals(List.of("250 2.6.0 Message accepted, id " + id, lines.get(6)), lines.subList(6, 8));
            List<String> story = JournalReader.story(data, new QueueId(id));
            assertEquals(2, story.size(), story.toString());
            assertTrue(story.get(0).contains("stored in INBOX of tim, UID 1"), story.toString());
            assertTrue(
                    story.get(1).contains("from <a@far.example> to <team+x@localhost> <abuse@localhost>"),
                    story.toString());
        } finally {
            server.stop(Duration.ofSeconds(10));
        }
    }

    @Test
    void aBrokenAliasFileIsAnErrorWithItsLine() throws Exception {
        Path data = Files.createDirectory(directory.resolve("d"));
        Files.write(data.resolve("aliases"), List.of("a: b", "b: a"));
        Configuration broken = configuration();
        StartFailure failure = assertThrows(StartFailure.class, () -> MailServer.start(broken));
        assertEquals(ExitStatus.CONFIGURATION, failure.status());
        assertTrue(failure.getMessage().contains("aliases:1: a loop"), failure.getMessage());
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
