package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final List<String> HOSTS = List.of("mail.example.org", "Briefkasten.Müller.example", "192.0.2.7");

    @TempDir
    Path home;

    @Test
    void firstStartMakesAServerCertificateThatTheCaVouchesFor() throws Exception {
        CertificateStore store = open(HOSTS, NOW);

        X509Certificate server = store.server().certificate();
        validate(store, NOW);
        assertEquals(
                Set.of(
                        "mail.example.org",
                        "briefkasten.xn--mller-kva.example",
                        "192.0.2.7",
                        "localhost",
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1"),
                Set.copyOf(server.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString())
                        .toList()));
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), server.getExtendedKeyUsage());
        assertEquals(NOW.plus(Duration.ofDays(397)), server.getNotAfter().toInstant());
        assertEquals(2, store.notes().size());
    }

    @Test
    void caIsNamedForTheHostAndCannotMakeOtherCas() throws Exception {
        X509Certificate ca = open(HOSTS, NOW).authority().orElseThrow();

        assertEquals(
                "CN=Pennypost private CA for mail.example.org",
                ca.getSubjectX500Principal().getName());
        assertEquals(0, ca.getBasicConstraints());
        assertTrue(ca.getCriticalExtensionOIDs().contains("2.5.29.30"), "name constraints are critical");
        assertTrue(ca.getNotAfter().toInstant().isAfter(NOW.plus(Duration.ofDays(3650))));
    }

    // RFC 5280 §4.2.1.10
    @Test
    void constraintsNameAddressesAsAddressesWithTheirMask() throws Exception {
        X509Certificate ca = open(HOSTS, NOW).authority().orElseThrow();

        assertEquals(
                List.of(
                        "mail.example.org",
                        "briefkasten.xn--mller-kva.example",
                        "#c0000207ffffffff",
                        "localhost",
                        "#7f000001ffffffff",
                        "#00000000000000000000000000000001ffffffffffffffffffffffffffffffff"),
                permitted(ca));
    }

    @Test
    void caWhoseConstraintsAreMalformedIsMendedAndSentAlong() throws Exception {
        List<String> host = List.of("mail.example.org");
        CertificateStore first = open(host, NOW);
        TlsIdentity ca =
                TlsIdentity.fromPem(directory().resolve("ca.pem"), directory().resolve("ca-key.pem"));
        GeneralSubtree[] asNames = Stream.of("mail.example.org", "localhost", "127.0.0.1/32", "::1/128")
                .map(name -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, name)))
                .toArray(GeneralSubtree[]::new);
        X500Name name = new X500Name(ca.certificate().getSubjectX500Principal().getName());
        X509Certificate old = PrivateCa.sign(
                PrivateCa.builder(
                                name,
                                name,
                                NOW,
                                NOW.plus(Duration.ofDays(3653)),
                                ca.certificate().getPublicKey())
                        .addExtension(Extension.nameConstraints, true, new NameConstraints(asNames, null)),
                ca.key());
        Files.writeString(directory().resolve("ca.pem"), Pem.text(List.of(old)));

        CertificateStore mended = open(host, NOW);

        X509Certificate authority = mended.authority().orElseThrow();
        assertEquals(permitted(first.authority().orElseThrow()), permitted(authority));
        assertEquals(authority, mended.server().chain().get(1));
        assertDoesNotThrow(() -> first.server().certificate().verify(authority.getPublicKey()));
        assertEquals(mended.server().chain(), open(host, NOW).server().chain(), "once is enough");
    }

    private static List<String> permitted(X509Certificate ca) throws Exception {
        return Arrays.stream(NameConstraints.getInstance(new JcaX509CertificateHolder(ca)
                                .getExtensions()
                                .getExtensionParsedValue(Extension.nameConstraints))
                        .getPermittedSubtrees())
                .map(subtree -> subtree.getBase().getName().toString())
                .toList();
    }

    @Test
    void filesAreReadableByTheOwnerOnly() throws Exception {
        open(HOSTS, NOW);

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
        for (Path file : files()) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
        }
    }

    @Test
    void secondStartChangesNothing() throws Exception {
        CertificateStore first = open(HOSTS, NOW);
        CertificateStore second = open(HOSTS, NOW.plus(Duration.ofDays(300)));

        assertEquals(first.server(), second.server());
        assertEquals(List.of(), second.notes());
    }

    @Test
    void serverCertificateIsRenewedLessThanThirtyDaysBeforeItsEnd() throws Exception {
        CertificateStore first = open(HOSTS, NOW);
        Instant dayBefore = NOW.plus(Duration.ofDays(397 - 30)).minusSeconds(1);
        assertEquals(first.server(), open(HOSTS, dayBefore).server());

        Instant due = NOW.plus(Duration.ofDays(397 - 30)).plusSeconds(1);
        CertificateStore renewed = open(HOSTS, due);
        assertEquals(
                due.plus(Duration.ofDays(397)),
                renewed.server().certificate().getNotAfter().toInstant());
        assertEquals(first.server().key(), renewed.server().key());
        assertEquals(first.authority(), renewed.authority());
        validate(renewed, due);
    }

    /** The same keys, so that whoever has imported the CA already goes on. */
    @Test
    void whatWasMadeUnderAClockThatWasAheadIsMadeAgainOnceItIsRight() throws Exception {
        CertificateStore ahead = open(HOSTS, NOW.plus(Duration.ofDays(500)));
        CertificateStore right = open(HOSTS, NOW);
        validate(right, NOW);
        assertEquals(ahead.server().key(), right.server().key());
        assertEquals(
                ahead.authority().orElseThrow().getPublicKey(),
                right.authority().orElseThrow().getPublicKey());
        assertEquals(
                2,
                right.notes().stream()
                        .filter(note -> note.contains("is the clock right?"))
                        .count());
        assertEquals(List.of(), open(HOSTS, NOW).notes());
    }

    @Test
    void newHostNameOfTheSameDomainGetsANewCertificate() throws Exception {
        open(HOSTS, NOW);
        CertificateStore renamed = open(List.of("imap.mail.example.org"), NOW);

        assertEquals(
                "CN=imap.mail.example.org",
                renamed.server().certificate().getSubjectX500Principal().getName());
        validate(renamed, NOW);
    }

    @Test
    void hostOutsideOfTheCasConstraintsKeepsTheOldCertificateInUseAndSaysSo() throws Exception {
        CertificateStore first = open(HOSTS, NOW);
        CertificateStore second = open(List.of("mail.example.net"), NOW);

        assertEquals(first.server(), second.server());
        assertTrue(second.notes().get(0).contains("may not name mail.example.net"), second.notes()::toString);
    }

    @Test
    void caOfATryOutOnLoopbackMakesRoomForTheFirstRealHost() throws Exception {
        CertificateStore first = open(List.of("localhost"), NOW);
        CertificateStore second = open(HOSTS, NOW);

        assertNotEquals(first.authority(), second.authority());
        validate(second, NOW);
        try (Stream<Path> all = Files.list(directory())) {
            assertEquals(
                    2, all.filter(file -> file.toString().contains(".old-")).count(), "nothing is deleted");
        }
    }

    @Test
    void removedCaIsMadeAnewAndTheServerCertificateWithIt() throws Exception {
        CertificateStore first = open(HOSTS, NOW);
        Files.delete(directory().resolve("ca.pem"));
        CertificateStore second = open(HOSTS, NOW);

        assertNotEquals(first.authority(), second.authority());
        validate(second, NOW);
    }

    @Test
    void crashBetweenKeyAndCertificateIsCompletedByTheNextStart() throws Exception {
        open(HOSTS, NOW);
        Files.delete(directory().resolve("server.pem"));
        Files.writeString(directory().resolve(".server.pem.tmp"), "half");

        CertificateStore next = open(HOSTS, NOW);
        validate(next, NOW);
        assertEquals(next.server(), open(HOSTS, NOW).server());
    }

    @Test
    void caIsRenewedWithItsKeySoThatOldCertificatesStayValid() throws Exception {
        CertificateStore first = open(HOSTS, NOW);
        Instant late = NOW.plus(Duration.ofDays(3653 - 20));
        CertificateStore second = open(HOSTS, late);

        assertNotEquals(first.authority(), second.authority());
        assertDoesNotThrow(() -> first.server()
                .certificate()
                .verify(second.authority().orElseThrow().getPublicKey()));
        validate(second, late);
    }

    @Test
    void missingCaKeyDoesNotMatterUntilARenewalIsDue() throws Exception {
        CertificateStore first = open(HOSTS, NOW);
        Files.delete(directory().resolve("ca-key.pem"));

        assertEquals(List.of(), open(HOSTS, NOW).notes());
        CertificateStore due = open(HOSTS, NOW.plus(Duration.ofDays(390)));
        assertEquals(first.server(), due.server());
        assertTrue(due.notes().get(0).contains("ca-key.pem is missing"), due.notes()::toString);
    }

    @Test
    void certificateOfAnotherCaIsUsedAsItIs() throws Exception {
        TlsIdentity theirs = SelfSigned.identity("their.example", NOW);
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("server.pem"), Pem.text(theirs.chain()));
        Files.writeString(directory().resolve("server-key.pem"), Pem.text(theirs.key()));

        CertificateStore store = open(HOSTS, NOW.plus(Duration.ofDays(4000)));
        assertEquals(theirs, store.server());
        assertTrue(store.authority().isEmpty());
        assertTrue(store.notes().get(0).contains("has expired on"), store.notes()::toString);
    }

    @Test
    void startsAtTheSameTimeAgree() throws Exception {
        List<CompletableFuture<TlsIdentity>> starts = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return open(HOSTS, NOW).server();
                    } catch (TlsException e) {
                        throw new CompletionException(e);
                    }
                }))
                .limit(4)
                .toList();
        for (var start : starts) {
            assertEquals(starts.get(0).get(), start.get());
        }
    }

    @Test
    void placeThatCannotBeWrittenIsNamed() throws Exception {
        Files.createDirectories(directory().getParent());
        Files.writeString(directory(), "a file");

        TlsException refused = assertThrows(TlsException.class, () -> open(HOSTS, NOW));
        assertTrue(refused.getMessage().startsWith(directory() + ": certificates cannot be written here"));
    }

    @Test
    void missingKeyIsNamedWithWhatToDo() throws Exception {
        open(HOSTS, NOW);
        Files.delete(directory().resolve("server-key.pem"));

        TlsException refused = assertThrows(TlsException.class, () -> open(HOSTS, NOW));
        assertTrue(refused.getMessage().contains("server-key.pem: is missing; put it back"), refused::getMessage);
    }

    @Test
    void whatCannotBeLookedAtIsNotMadeAnew() throws Exception {
        open(HOSTS, NOW);
        for (String name : List.of("server.pem", "ca.pem")) {
            Path file = directory().resolve(name);
            Path kept = Files.move(file, home.resolve(name));
            Files.createSymbolicLink(file, Path.of(name)); // leads to itself

            assertThrows(TlsException.class, () -> open(HOSTS, NOW.plus(Duration.ofDays(700))), name);
            Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void strayHostNamesAreRefused() {
        for (String host : List.of(
                "", "a b", "exa\nmple.org", "*.example.org", "x".repeat(64) + ".example", "a..b", "-a.b", "a_b")) {
            assertThrows(TlsException.class, () -> open(List.of(host), NOW), host);
        }
    }

    @Test
    void opensslVerifiesTheChain() throws Exception {
        open(HOSTS, Instant.now());

        String answer = Openssl.run(
                directory(), "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "ca.pem", "server.pem");
        assertEquals("server.pem: OK", answer.strip());
    }

    private CertificateStore open(List<String> hosts, Instant now) throws TlsException {
        return CertificateStore.open(directory(), hosts, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Path directory() {
        return home.resolve("data").resolve("tls");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.toList();
        }
    }

    /** The JDK's path validation; the name constraints of a trust anchor are OpenSSL's part below. */
    private static void validate(CertificateStore store, Instant now) throws Exception {
        X509Certificate ca = store.authority().orElseThrow();
        CertPath path = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(store.server().certificate()));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(ca, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
