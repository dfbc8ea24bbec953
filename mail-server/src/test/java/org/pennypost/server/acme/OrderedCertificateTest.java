package org.pennypost.server.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;

/** A whole server that orders its certificate while it runs (RFC 8555). */
class OrderedCertificateTest {
    @TempDir
    Path directory;

    @Test
    void theServerStartsWithItsOwnAndTakesTheOrderedOneIntoService() throws Exception {
        CertificateMaker maker = new CertificateMaker(directory.resolve("ca"));
        try (AcmeServer ca = new AcmeServer(maker)) {
            ca.applicant = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
            MailServer server =
                    MailServer.start(Configuration.read(Files.write(directory.resolve("my.conf"), settings(ca)))
                            .withFreePorts());
            try {
                X509Certificate own = CertificateStore.certificates(
                                server.authority().orElseThrow())
                        .get(0);
                X509Certificate bought = CertificateStore.certificates(directory.resolve("ca/ca.pem"))
                        .get(0);
                TlsContext client =
                        TlsContext.builder().trusting(List.of(own, bought)).build();
                for (Role role : Set.of(Role.IMAPS, Role.POP3S, Role.SMTPS)) {
                    InetSocketAddress port = server.address(role).orElseThrow();
                    X509Certificate served =
                            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> servedBy(bought, port, client));
                    assertEquals(
                            Set.of("mail.example.org", "imap.example.org"),
                            Set.copyOf(served.getSubjectAlternativeNames().stream()
                                    .map(name -> name.get(1).toString())
                                    .toList()));
                }
                assertNotEquals(own.getSubjectX500Principal(), bought.getSubjectX500Principal());
            } finally {
                assertTrue(server.stop(Duration.ofSeconds(10)));
            }
        }
    }

    private List<String> settings(AcmeServer ca) {
        return List.of(
                "[store]",
                "kind = memory",
                "[server]",
                "host = mail.example.org",
                "data = d",
                "[acme]",
                "directory = " + ca.directory(),
                "terms = agreed",
                "names = imap.example.org",
                "challenge = http-01",
                "address = loopback",
                "port = " + ca.applicant.getPort());
    }

    /** Asks until the certificate is one of this CA. */
    private static X509Certificate servedBy(X509Certificate ca, InetSocketAddress port, TlsContext client)
            throws Exception {
        X509Certificate served = shown(port, client);
        while (!served.getIssuerX500Principal().equals(ca.getSubjectX500Principal())) {
            served = shown(port, client);
        }
        served.verify(ca.getPublicKey());
        return served;
    }

    private static X509Certificate shown(InetSocketAddress port, TlsContext client) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.context().getSocketFactory().createSocket(port.getAddress(), port.getPort())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** A port that was free a moment ago: the CA must know it before the server takes it. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
