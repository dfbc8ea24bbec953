package org.pennypost.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/** Guessing by every protocol, from addresses that a load balancer on loopback tells. */
class GuardServedTest {
    private static final String RIGHT = base64("\0tim\0right");
    private static final String WRONG = base64("\0tim\0wrong");

    @TempDir
    Path directory;

    private MailServer server;

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(10));
    }

    @Test
    void anAddressIsClosedByAllProtocolsTogetherAndForAllOfThem() throws Exception {
        start("failures-per-address = 4", "failures-per-account = 1000");
        String bad = "198.51.100.7";
        assertTrue(imap(bad, "tim", "wrong").contains("a NO [AUTHENTICATIONFAILED]"));
        assertTrue(pop(bad, "tim", "wrong").contains("-ERR [AUTH]"));
        assertTrue(smtp(bad, WRONG).contains("535 5.7.8"));
        assertTrue(pop2(bad, "tim", "wrong").contains("-"));
        // Right or wrong, known or not: nobody looks any more, and each protocol says that it will pass
        assertTrue(imap(bad, "tim", "right").contains("a NO [UNAVAILABLE]"), imap(bad, "tim", "right"));
        assertTrue(imap(bad, "nobody", "x").contains("a NO [UNAVAILABLE]"));
        assertTrue(pop(bad, "tim", "right").contains("-ERR [SYS/TEMP]"), pop(bad, "tim", "right"));
        assertTrue(smtp(bad, RIGHT).contains("454 4.7.0"), smtp(bad, RIGHT));
        assertTrue(imap("198.51.100.8", "tim", "right").contains("a OK"));
    }

    @Test
    void anAccountIsClosedButNotForWhereItsUserHasComeFrom() throws Exception {
        start("failures-per-address = 1000", "failures-per-account = 3");
        assertTrue(imap("203.0.113.1", "tim", "right").contains("a OK"));
        for (int i = 1; i <= 3; i++) {
            assertTrue(imap("198.51.100." + i, "TIM", "wrong").contains("a NO [AUTHENTICATIONFAILED]"));
        }
        assertTrue(imap("198.51.100.9", "tim", "right").contains("a NO [UNAVAILABLE]"));
        assertTrue(imap("203.0.113.1", "tim", "right").contains("a OK"), "he himself is not locked out");
    }

    @Test
    void aDomainBehindANameMakesNoOtherAccount() throws Exception {
        start("failures-per-address = 1000", "failures-per-account = 3");
        for (String name : List.of("tim", "TIM@localhost", "tim@LOCALHOST")) {
            assertTrue(imap("198.51.100.7", name, "wrong").contains("a NO [AUTHENTICATIONFAILED]"), name);
        }
        assertTrue(imap("198.51.100.9", "tim", "right").contains("a NO [UNAVAILABLE]"));
    }

    @Test
    void aRightPasswordForgives() throws Exception {
        start("failures-per-address = 3", "failures-per-account = 1000");
        for (int i = 0; i < 6; i++) {
            assertTrue(
                    pop("198.51.100.7", "tim", i % 2 == 0 ? "wrong" : "right").contains(i % 2 == 0 ? "[AUTH]" : "+OK"));
        }
        assertTrue(pop("198.51.100.7", "tim", "right").contains("+OK"));
    }

    @Test
    void laterFailuresAreAnsweredLater() throws Exception {
        start("failure-delay = 1", "failures-per-address = 1000");
        assertTrue(imap("198.51.100.7", "tim", "wrong").contains("a NO"));
        long begin = System.nanoTime();
        assertTrue(imap("198.51.100.7", "tim", "wrong").contains("a NO"));
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() >= 1000);
    }

    @Test
    void whoMayNotEnterByAProtocolIsToldSo() throws Exception {
        start("failures-per-address = 1000");
        Path users = Files.writeString(
                directory.resolve("d/users.new"),
                "tim:{PLAIN}right::::::userdb_pennypost_protocols=imap\nann:{PLAIN}right::::::nologin=y\n");
        Files.move(users, directory.resolve("d/users"), StandardCopyOption.REPLACE_EXISTING);
        assertTrue(imap("198.51.100.7", "tim", "right").contains("a OK"));
        assertTrue(pop("198.51.100.7", "tim", "right").contains("-ERR [AUTH]"));
        assertTrue(smtp("198.51.100.7", RIGHT).contains("535"));
        assertTrue(imap("198.51.100.7", "ann", "right").contains("a NO [AUTHORIZATIONFAILED]"));
    }

    // RFC3206-4-b
    @Test
    void whoIsOneTooManyIsToldSo() throws Exception {
        start("[limits]", "connections-per-address = 1");
        for (Role role : List.of(Role.IMAP, Role.POP3, Role.SMTP, Role.POP2)) {
            try (Socket first = connect(role, "198.51.100." + role.ordinal())) {
                first.getInputStream().read();
                try (Socket second = connect(role, "198.51.100." + role.ordinal());
                        Socket elsewhere = connect(role, "203.0.113." + role.ordinal())) {
                    String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                    String polite = switch (role) {
                        case IMAP -> "* BYE [UNAVAILABLE] ";
                        case POP3 -> "-ERR [SYS/TEMP] ";
                        case POP2 -> "- ";
                        default -> "421 4.7.0 ";
                    };
                    assertTrue(said.startsWith(polite) && said.lines().count() == 1, said);
                    assertTrue(elsewhere.getInputStream().read() > 0);
                }
            }
        }
    }

    @Test
    void whoDoesNotSayWhoIsThereIsNotServed() throws Exception {
        start("failures-per-address = 1000");
        InetSocketAddress at = server.address(Role.IMAP).orElseThrow();
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.getOutputStream().write("a LOGIN tim right\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(-1, read(socket));
        }
    }

    private static int read(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    private void start(String... login) throws Exception {
        List<String> lines =
                new ArrayList<>(List.of("[listen]", "proxies = 127.0.0.0/8", "[login]", "clear-text = always"));
        if (List.of(login).stream().noneMatch(line -> line.startsWith("failure-delay"))) {
            lines.add("failure-delay = 0");
        }
        lines.addAll(List.of(login));
        Files.createDirectories(directory.resolve("d"));
        Files.writeString(directory.resolve("d/users"), "tim:{PLAIN}right\n");
        server = MailServer.start(Configuration.read(Files.write(directory.resolve("my.conf"), lines))
                .withData(directory.resolve("d"))
                .withFreePorts());
    }

    private String imap(String from, String user, String password) throws IOException {
        return talk(Role.IMAP, from, "a LOGIN " + user + " " + password + "\r\nb LOGOUT\r\n");
    }

    private String pop(String from, String user, String password) throws IOException {
        return talk(Role.POP3, from, "USER " + user + "\r\nPASS " + password + "\r\nQUIT\r\n")
                .lines()
                .skip(2)
                .findFirst()
                .orElse("");
    }

    private String pop2(String from, String user, String password) throws IOException {
        return talk(Role.POP2, from, "HELO " + user + " " + password + "\r\n");
    }

    private String smtp(String from, String plain) throws IOException {
        return talk(Role.SUBMISSION, from, "EHLO c\r\nAUTH PLAIN " + plain + "\r\nQUIT\r\n");
    }

    private String talk(Role role, String from, String lines) throws IOException {
        try (Socket socket = connect(role, from)) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private Socket connect(Role role, String from) throws IOException {
        InetSocketAddress at = server.address(role).orElseThrow();
        Socket socket = new Socket(at.getAddress(), at.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("PROXY TCP4 " + from + " 192.0.2.1 50000 143\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
