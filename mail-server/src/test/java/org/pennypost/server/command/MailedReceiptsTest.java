package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/** What became of a message, by signed mail to its sender (RFC 6109 has the kinds), through a whole server. */
class MailedReceiptsTest {
    @TempDir
    Path directory;

    @Test
    void theSenderHearsWhatBecameOfHisMessage() throws Exception {
        Path data = Files.createDirectory(directory.resolve("d"));
        Files.writeString(data.resolve("users"), "tim:{PLAIN}tanstaaf\nann:{PLAIN}secret\n");
        Path file = Files.writeString(directory.resolve("my.conf"), "[server]\ndata = d\n[evidence]\nreceipts = ann\n");
        try (MailServer server = MailServer.start(Configuration.read(file).withFreePorts())) {
            String secret = Base64.getEncoder().encodeToString("\0ann\0secret".getBytes(StandardCharsets.US_ASCII));
            say(
                    server.address(Role.SUBMISSION).orElseThrow(),
                    "EHLO me.example",
                    "AUTH PLAIN " + secret,
                    "MAIL FROM:<ann@localhost>",
                    "RCPT TO:<tim@localhost>",
                    "DATA",
                    "From: ann@localhost\r\nMessage-ID: <one@localhost>\r\nSubject: well\r\n\r\nhello\r\n.",
                    "QUIT");
            say(server.address(Role.POP3).orElseThrow(), "USER tim", "PASS tanstaaf", "RETR 1", "QUIT");
            Path box = data.resolve("mail/ann/Maildir/new");
            List<Path> receipts = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> three(box));
            OpensslCommand.assumeInstalled();
            for (Path receipt : receipts) {
                Files.copy(receipt, directory.resolve("receipt.eml"));
                String said = OpensslCommand.run(
                        directory, "", "cms -verify -in receipt.eml -CAfile d/evidence/keys/authority.pem");
                assertTrue(said.contains("Verification successful"), said);
                Files.delete(directory.resolve("receipt.eml"));
            }
        }
    }

    private static List<Path> three(Path box) throws IOException {
        List<Path> mails = List.of();
        while (mails.size() < 3) {
            try (Stream<Path> files = Files.isDirectory(box) ? Files.list(box) : Stream.empty()) {
                mails = files.toList();
            }
            Thread.onSpinWait();
        }
        return mails;
    }

    private static void say(InetSocketAddress to, String... lines) throws IOException {
        try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertFalse(said.contains("-ERR") || said.contains("\n5"), said);
        }
    }
}
