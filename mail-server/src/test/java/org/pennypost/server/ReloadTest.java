package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

class ReloadTest {
    @TempDir
    Path directory;

    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        server = MailServer.start(configuration("imap = 0", "smtp = 0", "[limits]", "message = 1M"));
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(10));
    }

    @Test
    void connectionsOutliveTheirPortAndNewOnesFindTheNewPolicy() throws Exception {
        InetSocketAddress imap = server.address(Role.IMAP).orElseThrow();
        InetSocketAddress smtp = server.address(Role.SMTP).orElseThrow();
        try (Line old = new Line(imap);
                Line sender = new Line(smtp)) {
            List<String> said = server.reload(configuration("pop3 = 0", "smtp = 0", "[limits]", "message = 2M"));
            assertTrue(said.stream().anyMatch(line -> line.startsWith("opened pop3")), said::toString);
            assertTrue(said.stream().anyMatch(line -> line.startsWith("closed imap")), said::toString);
            assertEquals("a OK NOOP completed", old.ask("a NOOP"), "who is here stays");
            assertThrows(IOException.class, () -> new Line(imap).close());
            assertEquals(smtp, server.address(Role.SMTP).orElseThrow(), "what is wanted further is not touched");
            assertTrue(sender.all("EHLO c").contains("250-SIZE 1048576"));
            try (Line pop = new Line(server.address(Role.POP3).orElseThrow());
                    Line fresh = new Line(smtp)) {
                assertTrue(pop.ask("QUIT").startsWith("+OK"));
                assertTrue(fresh.all("EHLO c").contains("250-SIZE 2097152"));
            }
        }
    }

    @Test
    void aliasesAndDomainsFollow() throws Exception {
        InetSocketAddress smtp = server.address(Role.SMTP).orElseThrow();
        Files.writeString(directory.resolve("d/users"), "tim:{PLAIN}secret\n");
        assertTrue(recipient(smtp, "tim@new.example").startsWith("5"));
        server.reload(configuration("smtp = 0", "[server]", "domains = localhost, new.example"));
        assertTrue(recipient(smtp, "tim@new.example").startsWith("250"));
    }

    @Test
    void filtersFollow() throws Exception {
        InetSocketAddress smtp = server.address(Role.SMTP).orElseThrow();
        Files.writeString(directory.resolve("d/users"), "tim:{PLAIN}secret\n");
        try (Line line = new Line(smtp)) {
            assertTrue(message(line).startsWith("250"));
            server.reload(configuration("smtp = 0", "[filters]", "milters = unix:gone"));
            assertTrue(message(line).startsWith("451 4.7.1 The filter of this server does not answer"));
        }
    }

    private static String message(Line line) throws IOException {
        line.all("EHLO c");
        line.ask("MAIL FROM:<>");
        line.ask("RCPT TO:<tim@localhost>");
        line.ask("DATA");
        return line.ask("Subject: hello\r\n\r\nHow are you?\r\n.");
    }

    @Test
    void whatCannotBeHadLeavesAllAsItWas() throws Exception {
        InetSocketAddress imap = server.address(Role.IMAP).orElseThrow();
        Configuration taken = configuration("imap = 0", "smtp = 0", "pop3 = " + imap.getPort());
        assertThrows(StartFailure.class, () -> server.reload(taken));
        Files.writeString(directory.resolve("d/aliases"), "broken line\n");
        assertThrows(StartFailure.class, () -> server.reload(configuration("imap = 0", "pop3 = 0")));
        assertFalse(server.address(Role.POP3).isPresent());
        try (Line still = new Line(imap)) {
            assertEquals("a OK NOOP completed", still.ask("a NOOP"));
        }
    }

    @Test
    void whatNeedsARestartIsSaid() throws Exception {
        List<String> said = server.reload(
                configuration("imap = 0", "smtp = 0", "[limits]", "message = 1M", "[queue]", "retry-minutes = 7"));
        assertEquals(List.of("[relay] or [queue] has changed, which counts after a restart"), said);
    }

    @Test
    void evidenceAndReportsNeedOne() throws Exception {
        List<String> said = server.reload(configuration(
                "imap = 0", "smtp = 0", "[evidence]", "sign-minutes = 7", "[authentication]", "dmarc-reports = on"));
        assertEquals(
                List.of(
                        "[evidence] has changed, which counts after a restart",
                        "[authentication] dmarc-reports has changed, which counts after a restart"),
                said);
    }

    @Test
    void aLoginElsewhereNeedsOneOnlyIfItHasChanged() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "tanstaaf\n");
        String[] settings = {
            "imap = 0", "smtp = 0", "[relay]", "host = mx.example.net", "user = anna", "password-file = " + secret
        };
        server.reload(configuration(settings));
        assertEquals(List.of(), server.reload(configuration(settings)));
        Files.writeString(secret, "another\n");
        assertEquals(
                List.of("[relay] or [queue] has changed, which counts after a restart"),
                server.reload(configuration(settings)));
    }

    private static String recipient(InetSocketAddress smtp, String address) throws IOException {
        try (Line line = new Line(smtp)) {
            line.all("EHLO c");
            line.ask("MAIL FROM:<a@example.org>");
            return line.ask("RCPT TO:<" + address + ">");
        }
    }

    private Configuration configuration(String... more) throws Exception {
        List<String> lines = new ArrayList<>(List.of("[status]", "port = off", "[listen]", "address = 127.0.0.1"));
        for (Role role : Role.values()) {
            if (List.of(more).stream().noneMatch(line -> line.startsWith(role.key() + " ="))) {
                lines.add(role.key() + " = off");
            }
        }
        lines.addAll(List.of(more));
        return Configuration.read(Files.write(directory.resolve("my.conf"), lines))
                .withData(directory.resolve("d"));
    }

    /** A client that has read the greeting. */
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Line(InetSocketAddress at) throws IOException {
            socket = new Socket(at.getAddress(), at.getPort());
            socket.setSoTimeout(10_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            in.readLine();
        }

        String ask(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return in.readLine();
        }

        /** All lines of an SMTP reply. */
        List<String> all(String line) throws IOException {
            List<String> lines = new ArrayList<>(List.of(ask(line)));
            while (lines.get(lines.size() - 1).startsWith("250-")) {
                lines.add(in.readLine());
            }
            return lines;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
