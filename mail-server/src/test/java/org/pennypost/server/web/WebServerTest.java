package org.pennypost.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Peer.Endpoint;
import org.pennypost.server.MailServer;
import org.pennypost.server.MailServerBuilder;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;

class WebServerTest {
    private static final String AUTOCONFIG = "/.well-known/autoconfig/mail/config-v1.1.xml";
    private static final String POLICY = "/.well-known/mta-sts.txt";

    @TempDir
    Path directory;

    private Path certificates;
    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        certificates = directory.resolve("certificates");
        CertificateStore.open(certificates, List.of("mail.example.org"), Clock.systemUTC());
        server = settings().tls(certificates).start();
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(10));
    }

    @Test
    void aMailProgramFindsThePortsThatAreReallyOpen() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("http", Role.HTTP, "/mail/config-v1.1.xml?emailaddress=anna%40example.net"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertEquals(
                "text/xml; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElseThrow());
        String xml = answer.body();
        assertTrue(xml.contains("<emailProvider id=\"example.net\">"), xml);
        assertTrue(xml.contains("<hostname>mail.example.org</hostname>"), xml);
        assertTrue(xml.contains("<port>" + address(Role.IMAPS).getPort() + "</port>"), xml);
        assertFalse(xml.contains("anna"), xml);
    }

    @Test
    void theHostSaysTheDomainIfTheAddressDoesNot() throws Exception {
        assertTrue(ask(AUTOCONFIG, "example.net").contains("id=\"example.net\""));
        assertTrue(ask("/mail/config-v1.1.xml", "AutoConfig.Example.NET:80").contains("id=\"example.net\""));
        assertTrue(ask(AUTOCONFIG, "mail.example.org").contains("id=\"example.org\""));
        assertTrue(ask(AUTOCONFIG + "?x=y&emailaddress=a@example.net", "example.org")
                .contains("id=\"example.net\""));
        assertTrue(ask(AUTOCONFIG + "?emailaddress=a@elsewhere.example", "example.org")
                .startsWith("HTTP/1.1 404 "));
        assertTrue(ask(AUTOCONFIG + "?emailaddress=%zz", "example.org").startsWith("HTTP/1.1 404 "));
    }

    @Test
    void theSamePagesComeThroughTlsWithTheServersCertificate() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trust()).build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("https", Role.HTTPS, AUTOCONFIG)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("id=\"example.org\""), answer.body());
    }

    /** RFC 8461 §3.2 and §3.3. */
    @Test
    void thePolicyIsToldThroughTlsAndToTheNameOfThePolicyOnly() throws Exception {
        String policy = askByTls(POLICY, "mta-sts.example.org");
        assertTrue(policy.startsWith("HTTP/1.1 200 "), policy);
        assertTrue(policy.contains("Content-Type: text/plain"), policy);
        assertTrue(policy.contains("\r\n\r\nversion: STSv1\r\nmode: testing\r\nmx: mail.example.org\r\n"), policy);
        assertTrue(askByTls(POLICY, "example.org").startsWith("HTTP/1.1 404 "));
        assertTrue(askByTls(POLICY, "mta-sts.elsewhere.example").startsWith("HTTP/1.1 404 "));
        assertTrue(ask(POLICY, "mta-sts.example.org").startsWith("HTTP/1.1 404 "));
    }

    /** A policy would have others refuse to deliver here. */
    @Test
    void thereIsNoPolicyWithACertificateOfOurOwn() throws Exception {
        try (MailServer other = settings().maildir(directory.resolve("own")).start()) {
            InetSocketAddress https = other.address(Role.HTTPS).orElseThrow();
            SSLContext trust = trust(other.authority().orElseThrow());
            try (Socket socket = trust.getSocketFactory().createSocket(https.getAddress(), https.getPort())) {
                assertTrue(ask(socket, head(POLICY, "mta-sts.example.org")).startsWith("HTTP/1.1 404 "));
            }
        }
    }

    @Test
    void thereIsNothingElseAndNothingIsChanged() throws Exception {
        assertTrue(ask("/", "example.org").startsWith("HTTP/1.1 404 "));
        assertTrue(ask("/../users", "example.org").startsWith("HTTP/1.1 404 "));
        assertTrue(raw("POST " + AUTOCONFIG + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n"));
        String head = raw("HEAD " + AUTOCONFIG + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n") && head.endsWith("\r\n\r\n"), head);
        assertTrue(raw("GET / HTTP/2\r\n\r\n").startsWith("HTTP/1.1 400 "));
        assertTrue(raw("EHLO me\r\n").startsWith("HTTP/1.1 400 "));
    }

    @Test
    void whatIsSentIsBounded() throws Exception {
        String line = "GET /" + "a".repeat(WebDialect.LINE - "GET / HTTP/1.1\r\n".length()) + " HTTP/1.1\r\n";
        assertTrue(raw(line + "\r\n").startsWith("HTTP/1.1 404 "));
        assertTrue(raw(line.replaceFirst("/", "/b")).startsWith("HTTP/1.1 400 "));
        String fields = "X: y\r\n".repeat(WebDialect.FIELDS);
        assertTrue(raw("GET / HTTP/1.1\r\n" + fields + "\r\n").startsWith("HTTP/1.1 404 "));
        assertTrue(raw("GET / HTTP/1.1\r\n" + fields + "X: y\r\n").startsWith("HTTP/1.1 431 "));
    }

    @Test
    void patienceIsForTheWholeRequest() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource time = now::get;
        Endpoint endpoint = new Endpoint("192.0.2.1", 1);
        WebDialect dialect = new WebDialect(new Pages(() -> null), Peer.inClear("c1", endpoint, endpoint), time);
        assertEquals(Duration.ofSeconds(30), dialect.patience());
        now.set(now.get().plusSeconds(29));
        assertEquals(Duration.ofSeconds(1), dialect.patience());
        now.set(now.get().plusSeconds(29));
        assertEquals(Duration.ZERO, dialect.patience());
    }

    @Test
    void itIsOffUnlessAPortIsNamed() {
        assertFalse(Configuration.initial().ports().containsKey(Role.HTTP));
        assertFalse(Configuration.initial().ports().containsKey(Role.HTTPS));
    }

    private static MailServerBuilder settings() {
        return MailServer.builder()
                .serving(Role.IMAPS, Role.SMTPS, Role.HTTP, Role.HTTPS)
                .set("server", "host", "mail.example.org")
                .set("server", "domains", "example.org, example.net");
    }

    private InetSocketAddress address(Role role) {
        return server.address(role).orElseThrow();
    }

    private URI uri(String scheme, Role role, String path) {
        return URI.create(scheme + "://127.0.0.1:" + address(role).getPort() + path);
    }

    private String ask(String path, String host) throws IOException {
        return raw(head(path, host));
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(address(Role.HTTP).getAddress(), address(Role.HTTP).getPort())) {
            return ask(socket, request);
        }
    }

    private String askByTls(String path, String host) throws Exception {
        InetSocketAddress https = address(Role.HTTPS);
        try (Socket socket = trust().getSocketFactory().createSocket(https.getAddress(), https.getPort())) {
            return ask(socket, head(path, host));
        }
    }

    private static String head(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private SSLContext trust() throws Exception {
        return trust(certificates.resolve("ca.pem"));
    }

    private static SSLContext trust(Path authority) throws Exception {
        try (InputStream in = Files.newInputStream(authority)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return TlsContext.builder().trusting(List.of(certificate)).build().context();
        }
    }
}
