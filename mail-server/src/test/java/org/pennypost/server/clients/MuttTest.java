package org.pennypost.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * mutt over POP3 and SMTP, with the mechanism that it chooses by itself. It needs a terminal, which {@code script} (of
 * util-linux) gives it.
 */
class MuttTest {
    private static final String MESSAGE = "Subject: for mutt\r\n\r\na line\r\n";

    @TempDir
    Path directory;

    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(installed("mutt") && installed("script"), "mutt or script is not installed");
        Path data = directory.resolve("data");
        UsersFile.in(data, new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        Path file = Files.write(directory.resolve("my.conf"), List.of("[store]", "kind = memory"));
        server = MailServer.start(Configuration.read(file).withData(data).withFreePorts());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @CsvSource({"pop, POP3, no", "pop, POP3, yes", "pops, POP3S, no"})
    void movesMailFromTheMaildrop(String scheme, Role role, String startTls) throws Exception {
        deliver();
        Path saved = directory.resolve("saved");
        String url = scheme + "://tim:tanstaaf@127.0.0.1:" + port(role);
        mutt(
                List.of(
                        "set ssl_starttls=" + startTls,
                        "set confirmappend=no confirmcreate=no delete=yes quit=yes move=no",
                        "set folder=" + directory),
                "-e 'push \"<save-message>=saved<enter>q\"' -f " + url);
        String mail = Files.readString(saved);
        assertTrue(mail.contains("Subject: for mutt") && mail.contains("a line"), mail);
        assertEquals("+OK 0 0", lastStat());
    }

    @Test
    void sendsOverSmtps() throws Exception {
        Files.writeString(directory.resolve("body"), "from mutt\n");
        mutt(
                List.of(
                        "set smtp_url=smtps://tim:tanstaaf@127.0.0.1:" + port(Role.SMTPS),
                        "set from=tim@localhost use_from=yes envelope_from=yes copy=no"),
                "-s hello tim@localhost < " + directory.resolve("body"));
        assertTrue(lastStat().startsWith("+OK 1 "), lastStat());
    }

    private void mutt(List<String> settings, String arguments) throws IOException, InterruptedException {
        String trusted = directory.resolve("data/tls/ca.pem").toString();
        Path rc = directory.resolve("rc");
        Files.write(
                rc,
                Stream.concat(
                                Stream.of(
                                        "set ssl_ca_certificates_file=" + trusted,
                                        "set certificate_file=" + trusted,
                                        "set ssl_verify_host=no"),
                                settings.stream())
                        .toList());
        ProcessBuilder builder =
                new ProcessBuilder("script", "-qec", "mutt -n -F " + rc + " " + arguments, "/dev/null");
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("TERM", "xterm");
        File screen = directory.resolve("screen").toFile();
        Process mutt = builder.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(screen)
                .start();
        boolean ended = mutt.waitFor(60, TimeUnit.SECONDS);
        mutt.destroyForcibly();
        assertTrue(ended && mutt.exitValue() == 0, () -> "mutt failed: " + text(screen));
    }

    private void deliver() throws IOException {
        String said = talk(
                Role.SMTP,
                "EHLO me.example\r\nMAIL FROM:<a@far.example>\r\nRCPT TO:<tim@localhost>\r\nBDAT " + MESSAGE.length()
                        + " LAST\r\n" + MESSAGE + "QUIT\r\n");
        assertTrue(said.contains("250 2.6.0"), said);
    }

    private String lastStat() throws IOException {
        String said = talk(Role.POP3, "USER tim\r\nPASS tanstaaf\r\nSTAT\r\nQUIT\r\n");
        return said.lines().skip(3).findFirst().orElse(said);
    }

    private String talk(Role role, String commands) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port(role))) {
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private int port(Role role) {
        return server.address(role).orElseThrow().getPort();
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String text(File file) {
        try {
            return Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
