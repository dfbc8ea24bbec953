package org.pennypost.server.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.tls.ReloadingTls;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsIdentity;
import org.pennypost.tls.TlsSource;

/** Certificates by ACME (RFC 8555) from a CA on loopback that asks back. */
class CertificateRenewalTest {
    private static final List<InetSocketAddress> FREE_PORT =
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    private static CertificateMaker maker;

    @TempDir
    Path directory;

    private Duration uptime = Duration.ZERO;
    private AcmeServer ca;

    @BeforeAll
    static void make(@TempDir Path shared) throws Exception {
        maker = new CertificateMaker(shared);
    }

    @BeforeEach
    void start() throws Exception {
        ca = new AcmeServer(maker);
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-01", "tls-alpn-01"})
    void aCertificateIsOrderedAndPutIntoService(String challenge) throws Exception {
        Path kept = directory.resolve("tls/acme");
        TlsSource source = TlsSource.store(directory.resolve("tls"), List.of("mail.example.org"), Clock.systemUTC())
                .yieldingTo(CertificateRenewal.files(kept));
        ReloadingTls tls = ReloadingTls.open(
                source,
                loaded -> TlsContext.builder().identities(loaded.identities()).build(),
                Clock.systemUTC());
        CertificateRenewal renewal = renewal(challenge, Clock.systemUTC(), true);
        assertTrue(renewal.due());

        renewal.look();

        assertEquals(1, tls.reload().done().size(), ca.story.toString());
        TlsIdentity served = tls.identities().get(0);
        assertEquals("CN=stub", served.certificate().getIssuerX500Principal().getName());
        assertEquals(2, served.chain().size());
        assertFalse(renewal.due());
        assertEquals(1, Collections.frequency(ca.story, "badNonce"), ca.story.toString());
        for (String name : List.of("account-key.pem", "server-key.pem")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve(name))),
                    name);
        }
    }

    @Test
    void aThirdOfItsLifeBeforeTheEndItIsRenewedWithTheSameKeyAndAccount() throws Exception {
        renewal("http-01", Clock.systemUTC(), true).look();
        byte[] key = identity().certificate().getPublicKey().getEncoded();
        assertFalse(renewal("http-01", in(59), true).due());
        CertificateRenewal later = renewal("http-01", in(61), true);
        assertTrue(later.due());
        var before = identity().certificate();

        later.order();

        assertFalse(before.equals(identity().certificate()));
        assertTrue(Arrays.equals(key, identity().certificate().getPublicKey().getEncoded()));
        assertEquals(2, Collections.frequency(ca.story, "/finalize"));
    }

    @Test
    void howANameIsWrittenDoesNotMatter() throws Exception {
        List<String> names = List.of("Mail.Example.org", "b\u00fccher.example.org");
        CertificateRenewal renewal = renewal(names, "http-01", Clock.systemUTC(), true);
        renewal.order();
        assertFalse(renewal.due());
        assertTrue(renewal(List.of("b\u00fccher.example"), "http-01", Clock.systemUTC(), true)
                .due());
    }

    @Test
    void aCaThatIsNotConvincedIsNotAskedAgainAtOnce() throws Exception {
        CertificateRenewal renewal = renewal("http-01", Clock.systemUTC(), false);
        renewal.look();
        renewal.look();

        assertEquals(1, Collections.frequency(ca.story, "/account"), ca.story.toString());
        assertFalse(Files.exists(
                CertificateRenewal.files(directory.resolve("tls/acme")).certificate()));
        assertTrue(renewal.due());
    }

    /** Who failed under a clock that was a year ahead does not wait for that year when it is right. */
    @Test
    void aClockThatIsSetNeitherPutsTheNextAttemptOffNorHurriesIt() throws Exception {
        MovedClock clock = new MovedClock();
        CertificateRenewal renewal = renewal("http-01", clock, false);
        renewal.look();
        clock.ahead = Duration.ofDays(365);
        renewal.look();
        assertEquals(1, Collections.frequency(ca.story, "/account"), ca.story.toString());
        uptime = Duration.ofHours(1);
        renewal.look();
        clock.ahead = Duration.ZERO;
        uptime = Duration.ofHours(3);
        renewal.look();
        assertEquals(3, Collections.frequency(ca.story, "/account"), ca.story.toString());
    }

    private static final class MovedClock extends Clock {
        private Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }
    }

    private CertificateRenewal renewal(String challenge, Clock clock, boolean reachable) {
        return renewal(List.of("mail.example.org", "imap.example.org"), challenge, clock, reachable);
    }

    private CertificateRenewal renewal(List<String> names, String challenge, Clock clock, boolean reachable) {
        ChallengeAnswer.Opener opener =
                challenge.equals("http-01") ? ChallengeAnswer.http(FREE_PORT) : ChallengeAnswer.tls(FREE_PORT);
        return new CertificateRenewal(
                new CertificateOrder(
                        ca.directory(),
                        Optional.of("postmaster@example.org"),
                        names,
                        challenge,
                        (question, name) -> {
                            ChallengeAnswer answer = opener.open(question, name);
                            if (reachable) {
                                ca.applicant = answer.addresses().get(0);
                            }
                            return answer;
                        },
                        directory.resolve("tls/acme")),
                clock,
                () -> uptime);
    }

    private TlsIdentity identity() throws Exception {
        var files = CertificateRenewal.files(directory.resolve("tls/acme"));
        return TlsIdentity.fromPem(files.certificate(), files.key());
    }

    private static Clock in(int days) {
        return Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    }
}
