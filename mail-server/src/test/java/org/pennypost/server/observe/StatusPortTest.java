package org.pennypost.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.demo.Tour;
import org.pennypost.server.demo.TourAccount;
import org.pennypost.server.demo.TourPorts;
import org.pennypost.server.demo.Trust;

class StatusPortTest {
    @TempDir
    Path data;

    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        UsersFile.in(data, new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        server = MailServer.start(Configuration.initial().withData(data).withFreePorts());
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(10));
    }

    @Test
    void countsWhatPassesThroughThePorts() throws Exception {
        tour();
        String metrics = get("/metrics").body();
        assertTrue(metrics.endsWith("# EOF\n"), "OpenMetrics ends so");
        assertTrue(metrics.contains("pennypost_messages_total{fate=\"received\"} 3.0\n"), metrics);
        assertTrue(metrics.contains("pennypost_connections_opened_total{service=\"pop3s\"} 1.0\n"), metrics);
        assertTrue(metrics.contains("pennypost_logins_total{outcome=\"accepted\",protocol=\"pop\"} 3.0\n"), metrics);
        assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
    }

    @Test
    void aFailedLoginIsCounted() throws Exception {
        InetSocketAddress imap = server.address(Role.IMAP).orElseThrow();
        try (Socket socket = new Socket(imap.getAddress(), imap.getPort())) {
            socket.getOutputStream().write("1 LOGIN tim wrong\r\n2 LOGOUT\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
        String metrics = get("/metrics").body();
        assertTrue(metrics.contains("pennypost_logins_total{outcome=\"failed\",protocol=\"imap\"} 1.0\n"), metrics);
    }

    @Test
    void healthIsTold() throws Exception {
        assertEquals("live\n", get("/health/live").body());
        assertEquals("ready\n", get("/health/ready").body());
        Files.delete(data.resolve("users"));
        Files.createDirectories(data.resolve("users")); // nobody can be looked up any more
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (get("/health/ready").code() != 503) {
                Thread.onSpinWait(); // a look at the file serves for some milliseconds
            }
        });
        assertEquals(200, get("/health/live").code());
    }

    @Test
    void thePageShowsMuchAndNothingOfTheMail() throws Exception {
        tour();
        String page = get("/").body();
        for (String shown : List.of("ready", "Connections", "imaps", "Queue", "left", "<svg", "Messages received")) {
            assertTrue(page.contains(shown), shown);
        }
        for (String secret : List.of("tanstaaf", "tim@localhost", "Subject", "A dot")) {
            assertFalse(page.contains(secret), secret);
        }
        assertFalse(page.contains("<script"), "it needs none");
        assertFalse(page.contains("http://") || page.contains("https://"), "it fetches nothing");
    }

    @Test
    void warningsAreShownAsTextWhateverTheyHold() throws Exception {
        System.getLogger("org.pennypost.server.Test").log(System.Logger.Level.WARNING, "a <b>bold</b> warning");
        assertTrue(get("/").body().contains("a &lt;b&gt;bold&lt;/b&gt; warning"));
    }

    @Test
    void thereIsNothingElseAndNothingToChange() throws Exception {
        assertEquals(404, get("/metrics/../etc").code());
        assertEquals(404, get("/health").code());
        assertEquals(405, ask("/", "POST").code());
    }

    /** As a page does whose owner points his name at this machine. */
    @Test
    void aNameOfSomebodyElseIsNotAnswered() throws Exception {
        InetSocketAddress at = server.statusAddress().orElseThrow();
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
        }
    }

    @Test
    void aBrowserDrawsThePage() throws Exception {
        Optional<Path> browser = List.of("chromium", "chromium-browser", "google-chrome").stream()
                .flatMap(
                        name -> java.util.stream.Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(browser.isPresent(), "no Chromium here");
        tour();
        Path profile = Files.createDirectories(data.resolve("browser"));
        Path drawn = data.resolve("drawn.html");
        Process process = new ProcessBuilder(
                        browser.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + profile,
                        "--window-size=390,800",
                        "--dump-dom",
                        "http:/" + server.statusAddress().orElseThrow() + "/")
                .redirectOutput(drawn.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Assumptions.assumeTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser is too slow here");
        } finally {
            process.destroyForcibly();
        }
        String dom = Files.readString(drawn);
        assertTrue(dom.contains("<figure class=\"plot in\">") && dom.contains("Messages received"), dom);
        assertTrue(dom.contains("<rect"), "the plot is drawn");
    }

    private void tour() throws Exception {
        new Tour(
                        TourPorts.of(role -> server.address(role).orElseThrow()),
                        Trust.in(server.authority().orElseThrow()),
                        new TourAccount("tim", "tanstaaf", "tim@localhost"),
                        data,
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .run();
    }

    private Answer get(String path) throws IOException {
        return ask(path, "GET");
    }

    private Answer ask(String path, String method) throws IOException {
        URI page = URI.create("http:/" + server.statusAddress().orElseThrow() + path);
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setRequestMethod(method);
        int code = connection.getResponseCode();
        try (InputStream in = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(code, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private record Answer(int code, String body) {}
}
