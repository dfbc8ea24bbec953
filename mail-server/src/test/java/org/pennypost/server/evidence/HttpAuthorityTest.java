package org.pennypost.server.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.Audit;
import org.pennypost.tls.evidence.BuiltInAuthority;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.TimeStamps;

/** A time-stamp authority that is asked by HTTP (RFC 3161 §3.4), and what it may do wrong. */
class HttpAuthorityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(300);
    private static final byte[] OCTETS = {1, 2, 3};

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private Duration uptime = Duration.ZERO;
    private EvidenceKeys stamper;
    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange, byte[] request) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        stamper = EvidenceKeys.in(directory.resolve("elsewhere"), "tsa.example", "tsa@tsa.example", Instant.now());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void isAskedInTheFormOfTheStandardAndItsStampHolds() throws Exception {
        String[] types = new String[2];
        HttpAuthority authority = authority(
                (exchange, request) -> {
                    types[0] = exchange.getRequestMethod();
                    types[1] = exchange.getRequestHeaders().getFirst("Content-Type");
                    answer(exchange, 200, good().answer(request));
                },
                PATIENCE);
        byte[] stamp = TimeStamps.stamp(OCTETS, authority, List.of(stamper.authority()));
        assertTrue(Duration.between(TimeStamps.verified(stamp, OCTETS, List.of(stamper.authority())), Instant.now())
                        .toMinutes()
                < 5);
        assertArrayEquals(new String[] {"POST", "application/timestamp-query"}, types);
    }

    @Test
    void doesNotCountIfItIsSomebodyElse() throws Exception {
        EvidenceKeys other = EvidenceKeys.in(directory.resolve("other"), "o.example", "o@o.example", Instant.now());
        HttpAuthority wrong = authority(
                (exchange, request) -> answer(
                        exchange,
                        200,
                        BuiltInAuthority.with(other, InstantSource.system()).answer(request)),
                PATIENCE);
        assertFails(wrong, "nobody who is trusted");
    }

    @Test
    void doesNotCountIfItsCertificateHasExpired() throws Exception {
        InstantSource late = InstantSource.fixed(Instant.now().plus(Duration.ofDays(365 * 60)));
        assertFails(
                authority(
                        (exchange, request) -> answer(
                                exchange,
                                200,
                                BuiltInAuthority.with(stamper, late).answer(request)),
                        PATIENCE),
                "");
    }

    @Test
    void doesNotCountIfItAnswersSomethingElse() throws Exception {
        byte[] page = "<html>log in first</html>".getBytes(StandardCharsets.US_ASCII);
        assertFails(authority((exchange, request) -> answer(exchange, 200, page), PATIENCE), "does not hold");
        assertFails(authority((exchange, request) -> answer(exchange, 503, page), PATIENCE), "status 503");
        assertFails(
                authority(
                        (exchange, request) -> {
                            exchange.getResponseHeaders().add("Location", "http://elsewhere.example/");
                            answer(exchange, 302, page);
                        },
                        PATIENCE),
                "status 302");
    }

    @Test
    void isNotReadToTheEndIfItsAnswerIsTooLong() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        HttpAuthority endless = authority(
                (exchange, request) -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream body = exchange.getResponseBody()) {
                        for (byte[] piece = new byte[64 * 1024]; sent.get() < 1 << 30; sent.addAndGet(piece.length)) {
                            body.write(piece);
                        }
                    }
                },
                PATIENCE);
        assertFails(endless, "more than " + HttpAuthority.LONGEST);
        assertTrue(sent.get() < 1 << 30);
    }

    @Test
    void isNotWaitedForIfItIsSlow() throws Exception {
        assertFails(authority((exchange, request) -> over.await(), IMPATIENT), "");
        HttpAuthority dribbling = authority(
                (exchange, request) -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write(0x30);
                    exchange.getResponseBody().flush();
                    over.await();
                },
                IMPATIENT);
        assertFails(dribbling, "did not answer");
    }

    @Test
    void mayBeUnreachable() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertFails(new HttpAuthority(URI.create("http://127.0.0.1:" + port + "/"), PATIENCE), "127.0.0.1");
    }

    @Test
    void isAskedAgainLaterAndLessOften() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        boolean[] well = {false};
        HttpAuthority moody = authority(
                (exchange, request) -> {
                    asked.incrementAndGet();
                    answer(exchange, well[0] ? 200 : 500, well[0] ? good().answer(request) : new byte[0]);
                },
                PATIENCE);
        EvidenceKeys keys = EvidenceKeys.in(directory.resolve("keys"), "h.example", "p@h.example", Instant.now());
        try (EvidenceLog log = EvidenceLog.open(directory, keys);
                Stamper again = new Stamper(log, moody, List.of(stamper.authority()), Runnable::run, () -> uptime)) {
            log.record(login());
            log.sign(Instant.now());
            stampAt(0, again);
            stampAt(29, again);
            assertEquals(1, asked.get());
            stampAt(31, again);
            stampAt(62, again);
            assertEquals(2, asked.get());
            well[0] = true;
            again.hurry(); // what is failing is not hurried
            stampAt(63, again);
            assertEquals(2, asked.get());
            stampAt(92, again);
            assertEquals(3, asked.get());
            log.record(login());
            log.sign(Instant.now());
            stampAt(94, again);
            assertEquals(3, asked.get());
            again.hurry();
            again.stamp();
            assertEquals(4, asked.get());
        }
        assertEquals(
                2,
                Audit.of(directory, keys.authority(), List.of(stamper.authority()))
                        .stamps());
    }

    private void stampAt(int seconds, Stamper stamper) {
        uptime = Duration.ofSeconds(seconds);
        stamper.stamp();
    }

    private static Event login() {
        Peer.Endpoint here = new Peer.Endpoint("127.0.0.1", 1);
        return Event.login(Instant.now(), Peer.inClear("c1", here, here), new Login("ann", "ann", "PLAIN"));
    }

    private TimeStamps.Authority good() {
        return BuiltInAuthority.with(stamper, InstantSource.system());
    }

    private void assertFails(HttpAuthority authority, String why) {
        IOException failure = assertThrows(
                IOException.class, () -> TimeStamps.stamp(OCTETS, authority, List.of(stamper.authority())));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    private HttpAuthority authority(Answer answer, Duration patience) {
        String path = "/" + answer.hashCode();
        server.createContext(path, exchange -> {
            try (exchange) {
                answer.to(exchange, exchange.getRequestBody().readAllBytes());
            } catch (IOException clientLeft) {
                throw clientLeft;
            } catch (Exception stopped) {
                throw new IOException(stopped);
            }
        });
        return new HttpAuthority(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), patience);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
