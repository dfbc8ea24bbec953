package org.pennypost.server.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.demo.Trust;

/** POP2 of the assembled server over a Maildir that another program wrote, with a client that counts each octet. */
// RFC937-length-a, RFC937-length-b, RFC937-RETR-c, RFC937-sizes-b, RFC937-sizes-c, RFC937-implementation-a
// RFC1939-11-a
class Pop2ServedTest {
    @TempDir
    Path directory;

    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        UsersFile.in(directory.resolve("d"), new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        write("cur/1.a.host:2,S", "Subject: one\n\nlines that end with LF alone\n");
        write("cur/2.b.host:2,", "Subject: two\r\n\r\n.dots\r\n..as they are\r\n.\r\n");
        write("new/3.c.host", "Subject: three\n\n" + "x".repeat(998) + "\n" + "0123456789\n".repeat(20_000) + "no end");
        Path file = Files.write(
                directory.resolve("my.conf"),
                List.of("[server]", "data = d", "[listen]", "pop2s = 0", "[pop3]", "uidl-format = %f"));
        server = MailServer.start(Configuration.read(file).withFreePorts());
    }

    @AfterEach
    void stop() {
        assertTrue(server.stop(Duration.ofSeconds(10)));
    }

    // RFC8314-4-b
    @Test
    void aFolderIsReadInClearAndOverTls() throws Exception {
        List<String> expected = Stream.of("cur/1.a.host:2,S", "cur/2.b.host:2,", "new/3.c.host")
                .map(this::withCrLf)
                .toList();
        try (Socket socket = open(SocketFactory.getDefault(), Role.POP2)) {
            Pop2Client client = new Pop2Client(socket, number -> true);
            assertEquals(expected, texts(client.read("tim", "tanstaaf", "")));
            assertEquals(
                    List.of("CALL", "NMBR", "SIZE", "XFER", "SIZE", "XFER", "SIZE", "XFER", "SIZE"), client.visited());
        }
        SocketFactory tls = Trust.in(server.authority().orElseThrow());
        try (Socket socket = open(tls, Role.POP2S)) {
            // mail that comes while a maildrop is open stays, seen or not
            Pop2Client client = new Pop2Client(socket, number -> {
                write("new/4." + number + ".host", "Subject: new\r\n\r\n");
                return false;
            });
            assertEquals(expected, texts(client.read("tim", "tanstaaf", "inbox")));
        }
        try (Socket socket = open(tls, Role.POP2S)) {
            List<byte[]> left = new Pop2Client(socket, number -> true).read("tim", "tanstaaf", "");
            assertEquals(List.of("Subject: new\r\n\r\n", "Subject: new\r\n\r\n", "Subject: new\r\n\r\n"), texts(left));
        }
    }

    @Test
    void uniqueIdsAreTheNamesOfFilesWhereTheSettingSaysSo() throws Exception {
        try (Socket socket = open(SocketFactory.getDefault(), Role.POP3)) {
            socket.getOutputStream()
                    .write("USER tim\r\nPASS tanstaaf\r\nUIDL\r\nLIST 3\r\nQUIT\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            List<String> answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            assertEquals(List.of("1 1.a.host", "2 2.b.host", "3 3.c.host", "."), answers.subList(4, 8));
            assertEquals("+OK 3 " + withCrLf("new/3.c.host").length(), answers.get(8));
        }
    }

    private Socket open(SocketFactory sockets, Role role) throws IOException {
        InetSocketAddress address = server.address(role).orElseThrow();
        Socket socket = sockets.createSocket("localhost", address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void write(String name, String text) {
        try {
            Path file = directory.resolve("d/mail/tim/Maildir").resolve(name);
            for (String sub : List.of("cur", "new", "tmp")) {
                Files.createDirectories(file.getParent().resolveSibling(sub));
            }
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }

    private String withCrLf(String name) {
        try {
            return Files.readString(directory.resolve("d/mail/tim/Maildir").resolve(name), StandardCharsets.ISO_8859_1)
                    .replace("\r\n", "\n")
                    .replace("\n", "\r\n");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<String> texts(List<byte[]> messages) {
        return messages.stream()
                .map(octets -> new String(octets, StandardCharsets.ISO_8859_1))
                .toList();
    }
}
