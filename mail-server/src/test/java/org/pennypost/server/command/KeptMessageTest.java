package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/** A message that its owner has removed is proven with its octets, from the journal. */
class KeptMessageTest {
    @TempDir
    Path directory;

    @Test
    void isProvenAfterItsOwnerHasRemovedIt() throws Exception {
        Path data = Files.createDirectory(directory.resolve("d"));
        Files.writeString(data.resolve("users"), "tim:{PLAIN}tanstaaf\nann:{PLAIN}secret\n");
        Path old = Files.createDirectories(data.resolve("evidence/journal").resolve(today(-31)));
        Files.writeString(old.resolve("ab"), "too old");
        Path young = Files.createDirectories(data.resolve("evidence/journal").resolve(today(-29)));
        try (MailServer server = MailServer.start(configuration("journal = on\njournal-days = 30\n"))) {
            say(
                    server.address(Role.SMTP).orElseThrow(),
                    "HELO me.example",
                    "MAIL FROM:<a@far.example>",
                    "RCPT TO:<tim@localhost>",
                    "RCPT TO:<ann@localhost>",
                    "DATA",
                    "Message-ID: <one@far.example>\r\nSubject: kept\r\n\r\n.. and nothing else\r\n.",
                    "QUIT");
            Path kept = onlyFile(data.resolve("evidence/journal").resolve(today(0)));
            Path stored = onlyFile(data.resolve("mail/tim/Maildir/new"));
            assertTrue(Files.isSameFile(kept, stored), "the same file by another name");
            for (String user : List.of("tim tanstaaf", "ann secret")) {
                String[] words = user.split(" ");
                say(
                        server.address(Role.POP3).orElseThrow(),
                        "USER " + words[0],
                        "PASS " + words[1],
                        "RETR 1",
                        "DELE 1",
                        "QUIT");
            }
            assertFalse(Files.exists(stored));
            assertTrue(Files.readString(kept).endsWith("\r\n\r\n. and nothing else\r\n"));
            String said = run("evidence", "prove", "--data", "d", "--message", "one@far.example", "--kept");
            assertTrue(said.contains("evidence.proof"), said);
        }
        assertTrue(Files.isDirectory(young));
        assertFalse(Files.exists(old));
        String proven = run("evidence", "verify", "evidence.proof");
        assertTrue(proven.contains("expunged by tim") && proven.contains("the message in the proof is"), proven);
    }

    @Test
    void isNotKeptUnlessThatIsWished() throws Exception {
        Path data = Files.createDirectory(directory.resolve("d"));
        Files.writeString(data.resolve("users"), "tim:{PLAIN}tanstaaf\n");
        try (MailServer server = MailServer.start(configuration(""))) {
            say(
                    server.address(Role.SMTP).orElseThrow(),
                    "HELO me.example",
                    "MAIL FROM:<a@far.example>",
                    "RCPT TO:<tim@localhost>",
                    "DATA",
                    "Message-ID: <one@far.example>\r\n\r\nhello\r\n.",
                    "QUIT");
            assertFalse(Files.exists(data.resolve("evidence/journal")));
            String said = run("evidence", "prove", "--data", "d", "--message", "one@far.example", "--kept");
            assertTrue(said.contains("the journal has not kept the message"), said);
        }
    }

    private static String today(int days) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(days).toString();
    }

    private Configuration configuration(String evidence) throws Exception {
        Path file = directory.resolve("my.conf");
        Files.writeString(file, "[server]\ndata = d\n[evidence]\n" + evidence);
        return Configuration.read(file).withFreePorts();
    }

    private String run(String... arguments) throws IOException {
        try (Child child = Child.start(directory, arguments)) {
            return child.rest();
        }
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }

    private static void say(InetSocketAddress to, String... lines) throws IOException {
        try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertFalse(said.contains("-ERR") || said.contains("\n5"), said);
        }
    }
}
