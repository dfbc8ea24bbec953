package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.core.testing.SmallDisk;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/** What senders and readers hear when the disk of the mail is full or cannot be written, and afterwards. */
class FullDiskServedTest {
    private static final String MESSAGE = "Subject: x\r\n\r\n" + "0123456789\r\n".repeat(1000);

    @TempDir
    Path directory;

    private SmallDisk disk;
    private MailServer server;

    @BeforeEach
    void serve() throws Exception {
        disk = SmallDisk.on(directory.resolve("disk"), 2048);
        UsersFile.in(directory.resolve("d"), new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        Path file = Files.write(
                directory.resolve("my.conf"),
                List.of(
                        "[server]",
                        "data = d",
                        "[store]",
                        "directory = " + disk.mail(),
                        "[listen]",
                        "address = 127.0.0.1",
                        "smtp = 0",
                        "lmtp = 0",
                        "imap = 0",
                        "submission = off",
                        "smtps = off",
                        "pop2 = off",
                        "pop3 = off",
                        "pop3s = off",
                        "imaps = off"));
        server = MailServer.start(Configuration.read(file));
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
        if (disk != null) {
            disk.unmount();
        }
    }

    // RFC 5321 §4.2.3 and RFC 3463 §3.4: 452 or 451 with 4.3.1 or the like; RFC 9051 §7.1
    @Test
    void sendersAreToldToComeAgainAndFindRoomLater() throws Exception {
        assertEquals("250", mail(Role.SMTP, "EHLO").substring(0, 3));
        disk.fill();
        refused();
        disk.empty();
        taken();
    }

    @Test
    void aDiskThatCannotBeWrittenIsNoReasonToSendMailBack() throws Exception {
        assertEquals("250", mail(Role.SMTP, "EHLO").substring(0, 3));
        disk.readOnly(true);
        refused();
        disk.readOnly(false);
        taken();
    }

    private void refused() throws IOException {
        assertTrue(mail(Role.SMTP, "EHLO").matches("4[0-9]{2} 4\\..*"), "later");
        assertTrue(mail(Role.LMTP, "LHLO").matches("4[0-9]{2} 4\\..*"), "later");
        try (Talk imap = new Talk(Role.IMAP)) {
            select(imap, 1);
            String refusal = append(imap);
            assertTrue(refusal.matches("c NO \\[[A-Z]+\\] .*"), refusal);
            assertTrue(imap.answer("d NOOP", "d ").startsWith("d OK"));
        }
    }

    private void taken() throws IOException {
        assertEquals("250", mail(Role.SMTP, "EHLO").substring(0, 3));
        assertEquals("250", mail(Role.LMTP, "LHLO").substring(0, 3));
        try (Talk imap = new Talk(Role.IMAP)) {
            select(imap, 3);
            assertTrue(append(imap).startsWith("c OK [APPENDUID "));
            String sizes = imap.answer("e FETCH 1:* RFC822.SIZE", "e ");
            assertTrue(sizes.startsWith("e OK"), sizes);
        }
    }

    /** Logs in and selects an INBOX of so many messages. */
    private static void select(Talk imap, int messages) throws IOException {
        imap.line();
        assertTrue(imap.answer("a LOGIN tim tanstaaf", "a ").startsWith("a OK"));
        assertEquals("* " + messages + " EXISTS", imap.answer("b SELECT INBOX", "* " + messages + " EXISTS"));
        assertTrue(imap.next("b ").startsWith("b OK"));
    }

    private static String append(Talk imap) throws IOException {
        return imap.answer("c APPEND INBOX {" + MESSAGE.length() + "+}\r\n" + MESSAGE, "c ");
    }

    /** Sends a message; the answer to the first command that is not taken, or to the message. */
    private String mail(Role role, String hello) throws IOException {
        try (Talk talk = new Talk(role)) {
            talk.reply();
            talk.say(hello + " client.example");
            talk.reply();
            for (String command : List.of("MAIL FROM:<a@example.org>", "RCPT TO:<tim@localhost>", "DATA")) {
                talk.say(command);
                String reply = talk.reply();
                if (reply.charAt(0) > '3') {
                    return reply;
                }
            }
            talk.say(MESSAGE + ".");
            return talk.reply();
        }
    }

    /** A client of a port that speaks in lines. */
    private final class Talk implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Talk(Role role) throws IOException {
            InetSocketAddress port = server.address(role).orElseThrow();
            socket = new Socket(port.getAddress(), port.getPort());
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        String line() throws IOException {
            return in.readLine();
        }

        /** The last line of a reply of SMTP. */
        String reply() throws IOException {
            String line = line();
            while (line.charAt(3) == '-') {
                line = line();
            }
            return line;
        }

        String answer(String command, String start) throws IOException {
            say(command);
            return next(start);
        }

        /** The next line that begins so. */
        String next(String start) throws IOException {
            String line = line();
            while (!line.startsWith(start)) {
                line = line();
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
