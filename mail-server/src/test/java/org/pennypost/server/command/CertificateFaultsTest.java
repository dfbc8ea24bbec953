package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.Keytool;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsIdentity;

class CertificateFaultsTest {
    private static final String NAME = "-ext san=dns:mail.example.org";
    private static final String EC = " -keyalg EC -groupname secp256r1";
    private static final String STORE = " -validity 30 -storepass moonlight -storetype PKCS12 -keystore k.p12";

    private final Instant now = Instant.now();

    @TempDir
    Path directory;

    private TlsIdentity identity;

    @BeforeEach
    void certify() throws Exception {
        identity = CertificateStore.open(directory, List.of("mail.example.org", "imap.example.net"), Clock.systemUTC())
                .server();
    }

    @Test
    void whatIsValidForTheHostIsRight() {
        assertEquals(List.of(), faults("mail.example.org", now));
        assertEquals(List.of(), faults("IMAP.example.net", now));
    }

    @Test
    void anotherHostIsAFault() {
        String fault = String.join("\n", faults("mx.example.org", now));
        assertTrue(fault.startsWith("no certificate is for mx.example.org, the host in [server], but for "), fault);
    }

    @Test
    void anotherTimeIsAFault() {
        assertEquals(
                "the certificate of CN=mail.example.org has expired on "
                        + identity.certificate()
                                .getNotAfter()
                                .toInstant()
                                .toString()
                                .substring(0, 10)
                        + "; put a new one in its place",
                String.join("\n", faults("mail.example.org", now.plus(Duration.ofDays(500)))));
        assertEquals(
                1, faults("mail.example.org", now.minus(Duration.ofDays(500))).size());
    }

    @Test
    void aKeyThatClientsRefuseIsAFault() throws Exception {
        assertEquals(
                "the certificate of CN=mail.example.org has an RSA key of 1024 bits; clients will refuse it: have one"
                        + " made for a key of 2048 or more",
                String.join("\n", faults(made("-keyalg RSA -keysize 1024"))));
        assertEquals(List.of(), faults(made("-keyalg RSA -keysize 2048")));
    }

    /** A certificate with the time-stamps of public logs is one of a public CA. */
    @Test
    void aPublicCertificateWithoutItsIssuerIsAFault() throws Exception {
        String logged = " -ext 1.3.6.1.4.1.11129.2.4.2=04:02:00:00";
        TlsIdentity whole = issued(logged);
        assertEquals(List.of(), faults(whole));
        TlsIdentity alone = new TlsIdentity(whole.key(), List.of(whole.certificate()));
        String fault = String.join("\n", faults(alone));
        assertTrue(fault.contains("stands alone") && fault.contains("put the certificate of CN=R1 behind it"), fault);
    }

    @Test
    void aPrivateAuthorityNeedsNoIssuerInTheFile() throws Exception {
        TlsIdentity whole = issued("");
        assertEquals(List.of(), faults(new TlsIdentity(whole.key(), List.of(whole.certificate()))));
    }

    private TlsIdentity made(String key) throws Exception {
        Files.deleteIfExists(directory.resolve("k.p12"));
        Keytool.run(directory, "-genkeypair -alias s -dname CN=mail.example.org " + NAME + " " + key + STORE);
        return TlsIdentity.fromPkcs12(directory.resolve("k.p12"), "moonlight".toCharArray());
    }

    private TlsIdentity issued(String extension) throws Exception {
        Keytool.run(directory, "-genkeypair -alias ca -dname CN=R1 -ext bc:c" + EC + STORE);
        Keytool.run(
                directory,
                "-genkeypair -alias s -signer ca -dname CN=mail.example.org " + NAME + extension + EC + STORE);
        KeyStore keys = KeyStore.getInstance(directory.resolve("k.p12").toFile(), "moonlight".toCharArray());
        return new TlsIdentity(
                (PrivateKey) keys.getKey("s", "moonlight".toCharArray()),
                List.of((X509Certificate) keys.getCertificate("s"), (X509Certificate) keys.getCertificate("ca")));
    }

    private List<String> faults(TlsIdentity one) {
        return CertificateFaults.of(List.of(one), "mail.example.org", now.plusSeconds(60));
    }

    private List<String> faults(String host, Instant when) {
        return CertificateFaults.of(List.of(identity), host, when);
    }
}
