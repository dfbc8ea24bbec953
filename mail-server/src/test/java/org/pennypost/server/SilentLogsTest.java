package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.LogSettings;
import org.pennypost.server.config.Role;
import org.pennypost.server.config.Verbosity;
import org.pennypost.server.demo.Tour;
import org.pennypost.server.demo.TourAccount;
import org.pennypost.server.demo.TourPorts;
import org.pennypost.server.demo.Trust;

/** Drives logins, messages and errors through all ports while everything is logged, and looks for what must not be there. */
class SilentLogsTest {
    private static final String RIGHT = "tanstaaf";
    private static final String WRONG = "wr0ng-Passw0rd";
    private static final String TOKEN = "t0ken-0f-nobody";
    private static final String BODY = "the-b0dy-of-a-message";

    @TempDir
    Path data;

    private final Kept kept = new Kept();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Logger ours = Logger.getLogger("org.pennypost");
    private final Level oursBefore = ours.getLevel();
    private MailServer server;

    /** All events in both forms. */
    private static final class Kept extends Handler {
        private final StringBuilder text = new StringBuilder();
        private final List<Formatter> forms = List.of(new Logs.OneLine(), new JsonLines());

        @Override
        public synchronized void publish(LogRecord event) {
            forms.forEach(form -> text.append(form.format(event)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        synchronized String text() {
            return text.toString();
        }
    }

    @BeforeEach
    void start() throws Exception {
        kept.setLevel(Level.ALL);
        root.addHandler(kept);
        root.setLevel(Level.FINE); // libraries too
        ours.setLevel(Level.ALL);
        UsersFile.in(data, new SecureRandom()::nextBytes).add("tim", Password.of(RIGHT));
        Files.writeString(
                data.resolve("users"), "plain:{PLAIN}" + RIGHT + "\n", java.nio.file.StandardOpenOption.APPEND);
        server = MailServer.start(Configuration.read(Files.write(
                        data.resolve("fast.conf"),
                        List.of("[login]", "failure-delay = 0", "[abuse]", "free-errors = 1000")))
                .withData(data)
                .withFreePorts());
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(10));
        root.removeHandler(kept);
        root.setLevel(before);
        ours.setLevel(oursBefore);
    }

    @Test
    void noSecretAndNoBodyIsInAnyLog() throws Exception {
        new Tour(
                        TourPorts.of(role -> server.address(role).orElseThrow()),
                        Trust.in(server.authority().orElseThrow()),
                        new TourAccount("tim", RIGHT, "tim@localhost"),
                        data,
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .run();
        String plain = base64("\0tim\0" + WRONG);
        talk(
                Role.SMTP,
                "EHLO c",
                "AUTH PLAIN " + plain,
                "AUTH PLAIN",
                plain,
                "AUTH LOGIN",
                base64("tim"),
                base64(WRONG),
                "AUTH CRAM-MD5",
                base64("plain 0123456789abcdef0123456789abcdef"),
                "AUTH PLAIN !" + WRONG,
                WRONG,
                "MAIL FROM:<a@example.org>",
                "RCPT TO:<tim@localhost>",
                "DATA",
                BODY,
                ".",
                "BDAT 999999999999999999999 " + BODY,
                "MAIL FROM:<a@example.org>",
                "RCPT TO:<tim@localhost>",
                "BDAT " + (BODY.length() + 2) + " LAST",
                BODY,
                "QUIT");
        talk(
                Role.POP3,
                "USER tim",
                "PASS " + WRONG,
                "PASS " + WRONG,
                "APOP tim " + "0".repeat(32),
                "AUTH PLAIN " + plain,
                "AUTH PLAIN",
                plain,
                "PASS " + "x".repeat(300) + WRONG,
                "QUIT");
        talk(Role.POP2, "HELO tim " + WRONG);
        talk(
                Role.IMAP,
                "1 LOGIN tim " + WRONG,
                "2 LOGIN tim \"" + WRONG,
                "3 LOGIN tim {" + WRONG.length() + "+}",
                WRONG,
                "4 AUTHENTICATE PLAIN " + plain,
                "5 AUTHENTICATE PLAIN",
                plain,
                "6 LOGIN \"tim\" " + WRONG + " x");
        talk(
                Role.IMAP,
                "1 LOGIN tim " + RIGHT,
                "2 APPEND INBOX {" + BODY.length() + "+}",
                BODY,
                "3 FETCH 1 BODY[]",
                "4 APPEND INBOX (" + BODY,
                "5 LOGIN tim " + RIGHT,
                "6 SELECT INBOX",
                "7 FETCH * BODY[]",
                "8 LOGOUT");
        talk(Role.IMAP, "1 AUTHENTICATE OAUTHBEARER " + base64("n,a=tim,auth=Bearer " + TOKEN), "2 LOGOUT");
        String text = kept.text();
        for (String secret : List.of(RIGHT, WRONG, TOKEN, BODY)) {
            for (String form :
                    List.of(secret, base64(secret), base64("\0tim\0" + secret), base64("tim\0tim\0" + secret))) {
                assertFalse(text.contains(form), () -> "logged: " + lineWith(text, form));
            }
        }
    }

    @Test
    void failedLoginsAreSeenAtTheUsualLevel() throws Exception {
        ours.setLevel(Level.INFO);
        talk(Role.IMAP, "1 LOGIN \"t\\\"im\" " + WRONG, "2 LOGOUT");
        String line = lineWith(kept.text(), "imap login failed");
        assertTrue(line.contains("INFO LoginGuard: [c") && line.contains("user t\"im from 127.0.0.1 (LOGIN)"), line);
        String json = kept.text()
                .lines()
                .filter(each -> each.startsWith("{"))
                .filter(each -> each.contains("imap login"))
                .findFirst()
                .orElseThrow();
        assertTrue(json.contains("\"connection\":\"c") && json.contains("user t\\\"im from"), json);
    }

    @Test
    void jsonKnowsConnectionsAndMessages() {
        LogRecord event = new LogRecord(Level.WARNING, "[c17] 01kz3v9q8m4f7kq2 a \"quoted\"\nline \u0001");
        event.setLoggerName("org.pennypost.Test");
        String line = new JsonLines().format(event);
        assertTrue(line.contains("\"connection\":\"c17\",\"queue\":\"01kz3v9q8m4f7kq2\""), line);
        assertTrue(line.contains("a \\\"quoted\\\"\\nline \\u0001"), line);
        assertEquals(1, line.lines().count());
        assertEquals(Verbosity.WARNING, LogSettings.OF_COMMANDS.verbosity());
    }

    /** Sends lines, each when something has been answered to the one before or nothing comes, and reads to the end. */
    private void talk(Role role, String... lines) throws IOException {
        InetSocketAddress at = server.address(role).orElseThrow();
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.setSoTimeout(10_000);
            InputStream in = socket.getInputStream();
            in.read();
            String all = String.join("\r\n", Stream.of(lines).toList()) + "\r\n";
            socket.getOutputStream().write(all.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            in.readAllBytes();
        } catch (java.net.SocketException reset) {
            assertTrue(
                    reset.getMessage().contains("reset") || reset.getMessage().contains("Broken"), reset.getMessage());
        }
    }

    private static String lineWith(String text, String word) {
        return text.lines().filter(line -> line.contains(word)).findFirst().orElse("(no line)");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
