package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.tls.TlsSource.CertificateFiles;
import org.pennypost.tls.files.OwnerOnly;

class ReloadingTlsTest {

    private static final String HOST = Pairing.HOST;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(Instant.now());

    @Test
    void newFilesAreForNewConnectionsAndOldOnesGoOn() throws Exception {
        TlsIdentity old = Pairing.issued(HOST);
        put(old);
        ReloadingTls tls = open();
        Wire wire = Wire.uncut(client(), tls.current().serverLayer()).runWell();

        TlsIdentity next = Pairing.issued(HOST);
        put(next);
        assertEquals(List.of(), tls.look().lines(), "not yet at rest");
        List<String> said = tls.look().lines();

        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("CN=" + HOST + " is in service"), said.get(0));
        assertEquals(next.certificate(), shown(tls));
        wire.client.say("still here".getBytes());
        wire.runWell();
        assertEquals("still here", wire.server.heard.toString());
        assertEquals(List.of(), tls.look().lines());
    }

    @Test
    void unusableFilesKeepTheOldInServiceAndAreSaidOnceInOneLine() throws Exception {
        TlsIdentity old = Pairing.issued(HOST);
        put(old);
        ReloadingTls tls = open();

        refused(tls, "is not the key of the first certificate", () -> write("cert.pem", chain(Pairing.issued(HOST))));
        refused(
                tls,
                "damaged or half-written",
                () -> write("cert.pem", chain(old).substring(0, 300)));
        refused(tls, "does not exist", () -> {
            put(old);
            Files.delete(directory.resolve("key.pem"));
        });
        refused(tls, "has expired on", () -> put(SelfSigned.identity(HOST, now().minus(Duration.ofDays(200)))));
        refused(tls, "is not valid before", () -> put(SelfSigned.identity(HOST, now().plus(Duration.ofDays(9)))));
        refused(tls, "has none of the names [", () -> put(SelfSigned.identity("else.example.org", now())));
        assertThrows(TlsException.class, tls::reload);
        assertEquals(old.certificate(), shown(tls));

        put(old);
        tls.look();
        assertEquals(List.of(), tls.look().lines(), "what is in service is no news");
    }

    @Test
    void ownCertificatesAreRenewedWhileTheServerRuns() throws Exception {
        ReloadingTls tls = ReloadingTls.open(
                TlsSource.store(directory.resolve("tls"), List.of(HOST), clock), ReloadingTlsTest::context, clock);
        X509Certificate first = tls.identities().get(0).certificate();
        assertEquals(2, tls.notes().size());

        clock.pass(Duration.ofDays(366));
        assertEquals(List.of(), tls.look().lines());
        clock.pass(Duration.ofDays(2));
        List<String> said = tls.look().lines();

        assertTrue(said.stream().anyMatch(line -> line.contains("renewed the server's certificate")), said.toString());
        assertNotEquals(first, tls.identities().get(0).certificate());
        assertEquals(List.of(), tls.look().lines());

        clock.pass(Duration.ofDays(3653 - 368 - 20));
        List<String> again = tls.look().lines();
        assertTrue(again.stream().anyMatch(line -> line.contains("renewed the private CA")), again.toString());
    }

    /** The clock jumps ahead for a moment, and what is renewed then is of no use when it is right again. */
    @Test
    void aClockThatIsSetBackBringsACertificateThatIsValid() throws Exception {
        ReloadingTls tls = ReloadingTls.open(
                TlsSource.store(directory.resolve("tls"), List.of(HOST), clock), ReloadingTlsTest::context, clock);
        clock.pass(Duration.ofDays(400));
        tls.look();
        clock.pass(Duration.ofDays(-400));
        tls.look();
        tls.identities().get(0).certificate().checkValidity(Date.from(now()));
    }

    @Test
    void anEndThatComesNearIsSaidOnEachDay() throws Exception {
        put(SelfSigned.identity(HOST, now().minus(Duration.ofDays(80)))); // ends after 90
        ReloadingTls tls = open();
        assertTrue(tls.notes().get(0).contains("ends in 9 days"), tls.notes().toString());

        clock.pass(Duration.ofHours(2));
        assertEquals(List.of(), tls.look().lines());
        clock.pass(Duration.ofDays(1));
        assertTrue(tls.look().wanting().get(0).contains("ends in 8 days"));
        clock.pass(Duration.ofDays(20));
        assertTrue(tls.look().wanting().get(0).contains("has expired on"));
    }

    @Test
    void pkcs12AndEncryptedKeysAreWatchedToo() throws Exception {
        TlsIdentity first = Pairing.issued(HOST);
        put(first);
        write("secret", "moon\n");
        openssl("pkcs12 -export -in cert.pem -inkey key.pem -out both.p12 -passout pass:moon");
        openssl("pkcs8 -topk8 -in key.pem -out locked.pem -passout pass:moon -v2 aes-256-cbc");
        Path both = directory.resolve("both.p12");
        TlsSource source = TlsSource.files(
                List.of(
                        new CertificateFiles(both, both),
                        new CertificateFiles(directory.resolve("cert.pem"), directory.resolve("locked.pem"))),
                Optional.of(directory.resolve("secret")));
        ReloadingTls tls = ReloadingTls.open(source, ReloadingTlsTest::context, clock);
        assertEquals(List.of(first, first), tls.identities());

        put(Pairing.issued(HOST));
        openssl("pkcs12 -export -in cert.pem -inkey key.pem -out both.p12 -passout pass:moon");
        openssl("pkcs8 -topk8 -in key.pem -out locked.pem -passout pass:moon -v2 aes-256-cbc");
        tls.look();
        assertEquals(2, tls.look().done().size());
        refused(tls, "is the passphrase the right one", () -> write("secret", "sun\n"));
    }

    @Test
    void issuersOfClientCertificatesAreRead() throws Exception {
        put(Pairing.issued(HOST));
        write("users.pem", Pem.text(List.of(Pairing.CA.certificate())));
        ReloadingTls tls =
                ReloadingTls.open(source().trusting(directory.resolve("users.pem")), ReloadingTlsTest::context, clock);
        TlsContext before = tls.current();
        write("users.pem", Pem.text(SelfSigned.identity("users", now()).chain()));
        tls.look();
        tls.look();
        assertNotEquals(before, tls.current());
        TlsContext after = tls.current();
        refused(tls, "holds no certificate", () -> write("users.pem", ""));
        assertSame(after, tls.current());
    }

    private interface Change {
        void make() throws Exception;
    }

    private static void refused(ReloadingTls tls, String part, Change change) throws Exception {
        TlsContext before = tls.current();
        change.make();
        tls.look();
        List<String> said = tls.look().lines();
        assertEquals(1, said.size(), part);
        assertTrue(said.get(0).contains(part) && said.get(0).contains("stay"), said.get(0));
        assertEquals(1, said.get(0).lines().count());
        assertEquals(List.of(), tls.look().lines());
        assertSame(before, tls.current());
    }

    private ReloadingTls open() throws TlsException {
        return ReloadingTls.open(source(), ReloadingTlsTest::context, clock);
    }

    private TlsSource source() {
        return TlsSource.files(
                List.of(new CertificateFiles(directory.resolve("cert.pem"), directory.resolve("key.pem"))),
                Optional.empty());
    }

    private static TlsContext context(TlsSource.Loaded loaded) throws TlsException {
        return TlsContext.builder()
                .identities(loaded.identities())
                .trusting(loaded.trusted())
                .build();
    }

    private static TlsLayer client() throws TlsException {
        return new Pairing(TlsProvider.JDK, TlsProvider.JDK, "TLSv1.3").clientLayer();
    }

    /** What a new client is shown. */
    private static X509Certificate shown(ReloadingTls tls) throws Exception {
        var engine = new Pairing(TlsProvider.JDK, TlsProvider.JDK, "TLSv1.3")
                .clientContext()
                .build()
                .clientEngine(HOST, 993);
        Wire.uncut(TlsLayer.over(engine), tls.current().serverLayer()).runWell();
        return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    }

    private Instant now() {
        return clock.instant();
    }

    private void put(TlsIdentity identity) throws IOException {
        write("cert.pem", chain(identity));
        write("key.pem", Pem.text(identity.key()));
    }

    private static String chain(TlsIdentity identity) {
        return Pem.text(identity.chain());
    }

    /** By a rename, as certbot and others do it. */
    private void write(String name, String text) throws IOException {
        OwnerOnly.write(directory.resolve(name), text);
    }

    private void openssl(String command) throws IOException {
        Openssl.run(directory, command.split(" "));
    }
}
