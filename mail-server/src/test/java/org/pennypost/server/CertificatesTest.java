package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsIdentity;
import org.pennypost.tls.TlsProvider;

/** Certificates of a server that runs: exchanged, chosen, and shown by its users. */
class CertificatesTest {
    private static final char[] PASSPHRASE = "moonlight".toCharArray();

    @TempDir
    Path directory;

    @Test
    void newCertificatesDropNoConnectionAndBadOnesChangeNothing() throws Exception {
        CertificateStore first = CertificateStore.open(directory.resolve("1"), List.of("localhost"), Clock.systemUTC());
        CertificateStore second =
                CertificateStore.open(directory.resolve("2"), List.of("localhost"), Clock.systemUTC());
        put(first);
        MailServer server = start("certificate = server.pem", "key = server-key.pem");
        InetSocketAddress imaps = server.address(Role.IMAPS).orElseThrow();
        try (TlsClient old = TlsClient.dial(imaps, trusting(first))) {
            assertEquals(first.server().certificate(), old.shown());
            put(second);
            assertEquals(1, server.reloadCertificates().size());
            try (TlsClient young = TlsClient.dial(imaps, trusting(second))) {
                assertEquals(second.server().certificate(), young.shown());
            }
            assertEquals("a OK", old.ask("a NOOP", "a ").substring(0, 4));
            Files.writeString(directory.resolve("server.pem"), "-----BEGIN CERTI");
            assertThrows(TlsException.class, server::reloadCertificates);
            try (TlsClient still = TlsClient.dial(imaps, trusting(second))) {
                assertEquals(second.server().certificate(), still.shown());
            }
        } finally {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
    }

    /** RFC 4422 §A: the certificate is the proof, and the user it names logs in without a password. */
    @Test
    void aUserLogsInWithACertificate() throws Exception {
        UsersFile.in(directory.resolve("d"), new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        TlsIdentity tim = keytool("tim", "CN=tim", "SAN=email:tim@localhost");
        TlsIdentity eve = keytool("eve", "CN=tim", "SAN=email:eve@localhost");
        TlsIdentity root = keytool("root", "CN=postmaster", "SAN=email:tim@elsewhere.example");
        Files.writeString(directory.resolve("users.pem"), pem("tim") + pem("eve") + pem("root"));
        MailServer server = start("client-authorities = users.pem");
        X509Certificate ca =
                CertificateStore.certificates(server.authority().orElseThrow()).get(0);
        InetSocketAddress imaps = server.address(Role.IMAPS).orElseThrow();
        try {
            assertEquals("a OK", external(imaps, ca, tim));
            try (TlsClient again =
                    TlsClient.dial(imaps, client(ca).identity(tim).build())) {
                again.line();
                assertEquals(
                        "a OK", again.ask("a AUTHENTICATE EXTERNAL =", "a ").substring(0, 4));
                assertEquals("b OK", again.ask("b UNAUTHENTICATE", "b ").substring(0, 4));
                // RFC8437-4.2-a
                assertEquals(
                        "c OK", again.ask("c AUTHENTICATE EXTERNAL =", "c ").substring(0, 4));
            }
            assertEquals("a NO", external(imaps, ca, eve), "its address counts, not its name");
            assertEquals("a NO", external(imaps, ca, root), "an address elsewhere");
            try (TlsClient nobody = TlsClient.dial(imaps, client(ca).build())) {
                assertTrue(!nobody.line().contains("AUTH=EXTERNAL"));
            }
        } finally {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
    }

    /** Mail programs show the only certificate they have; their user has a password. */
    @Test
    void aUserWithSomebodyElsesCertificateLogsInWithAPassword() throws Exception {
        UsersFile.in(directory.resolve("d"), new SecureRandom()::nextBytes).add("tim", Password.of("tanstaaf"));
        keytool("tim", "CN=tim", "SAN=email:tim@localhost");
        TlsIdentity other = keytool("other", "CN=tim", "SAN=email:tim@localhost");
        Files.writeString(directory.resolve("users.pem"), pem("tim"));
        MailServer server = start("client-authorities = users.pem");
        X509Certificate ca =
                CertificateStore.certificates(server.authority().orElseThrow()).get(0);
        try (TlsClient client = TlsClient.dial(
                server.address(Role.IMAPS).orElseThrow(),
                client(ca).identity(other).build())) {
            assertTrue(!client.line().contains("AUTH=EXTERNAL"));
            assertEquals("a NO", client.ask("a AUTHENTICATE EXTERNAL =", "a ").substring(0, 4));
            assertEquals("b OK", client.ask("b LOGIN tim tanstaaf", "b ").substring(0, 4));
        } finally {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
    }

    /** Other servers show certificates of their own when they are asked; a CA of users has not issued those. */
    @Test
    void anotherServerWithItsOwnCertificateStillBringsMail() throws Exception {
        keytool("tim", "CN=tim", "SAN=email:tim@localhost");
        TlsIdentity other = keytool("mx", "CN=mx.example.net", "SAN=dns:mx.example.net");
        Files.writeString(directory.resolve("users.pem"), pem("tim"));
        MailServer server = start("client-authorities = users.pem");
        X509Certificate ca =
                CertificateStore.certificates(server.authority().orElseThrow()).get(0);
        try (TlsClient mx = TlsClient.startTls(
                server.address(Role.SMTP).orElseThrow(),
                client(ca).identity(other).build())) {
            assertEquals("250 ", mx.ask("EHLO mx.example.net", "250 ").substring(0, 4));
            assertEquals("250 ", mx.ask("MAIL FROM:<eve@example.net>", "250").substring(0, 4));
        } finally {
            assertTrue(server.stop(Duration.ofSeconds(10)));
        }
    }

    private static String external(InetSocketAddress imaps, X509Certificate ca, TlsIdentity user) throws Exception {
        try (TlsClient client = TlsClient.dial(imaps, client(ca).identity(user).build())) {
            assertTrue(client.line().contains("AUTH=EXTERNAL"));
            return client.ask("a AUTHENTICATE EXTERNAL =", "a ").substring(0, 4);
        }
    }

    private static TlsContext trusting(CertificateStore store) throws TlsException {
        return client(store.authority().orElseThrow()).build();
    }

    private static TlsContext.Builder client(X509Certificate ca) {
        return TlsContext.builder().provider(TlsProvider.JDK).trusting(List.of(ca));
    }

    private void put(CertificateStore store) throws Exception {
        Path from = store.authorityFile().getParent();
        for (String name : List.of("server.pem", "server-key.pem")) {
            Files.copy(from.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private MailServer start(String... tls) throws Exception {
        List<String> lines = new ArrayList<>(List.of("[store]", "kind = memory", "[server]", "data = d", "[tls]"));
        lines.addAll(List.of(tls));
        return MailServer.start(Configuration.read(Files.write(directory.resolve("my.conf"), lines))
                .withFreePorts());
    }

    /** A certificate for a user, from the JDK's own tool. */
    private TlsIdentity keytool(String file, String subject, String extension) throws Exception {
        Keytool.run(
                directory,
                "-genkeypair -keyalg EC -groupname secp256r1 -validity 9 -storetype PKCS12 -alias k -dname " + subject
                        + " -ext " + extension + " -storepass moonlight -keystore " + file + ".p12");
        Keytool.run(
                directory,
                "-exportcert -rfc -alias k -storepass moonlight -keystore " + file + ".p12 -file " + file + ".pem");
        return TlsIdentity.fromPkcs12(directory.resolve(file + ".p12"), PASSPHRASE);
    }

    private String pem(String file) throws Exception {
        return Files.readString(directory.resolve(file + ".pem"));
    }
}
