package org.pennypost.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SNIServerName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pennypost.tls.TlsPolicy.ClientCertificates;

class TlsContextTest {

    /** A key_share (RFC 8446 §4.2.8) of 1124 octets for group 0x11ec, X25519MLKEM768: only a server's is so long. */
    private static final String HYBRID_SHARE = new String(new byte[] {0, 0x33, 4, 0x64, 0x11, (byte) 0xec}, ISO_8859_1);

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void enginesHaveThePolicy(TlsProvider provider) throws Exception { // RFC8314-4-m
        TlsContext context =
                new Pairing(provider, provider, "TLSv1.3").serverContext().build();
        var parameters = context.serverEngine().getSSLParameters();

        assertEquals(TlsPolicy.recommended().protocols(), List.of(parameters.getProtocols()));
        assertEquals(TlsPolicy.recommended().cipherSuites(), List.of(parameters.getCipherSuites()));
        assertTrue(parameters.getUseCipherSuitesOrder());
        assertFalse(parameters.getWantClientAuth()); // RFC8314-4.2-a
        assertFalse(parameters.getNeedClientAuth());
        assertEquals("HTTPS", context.clientEngine("h", 1).getSSLParameters().getEndpointIdentificationAlgorithm());
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void hostsAreNamedToTheirServersIfThatCanBe(TlsProvider provider) throws Exception { // RFC 6066 §3
        TlsContext context =
                new Pairing(provider, provider, "TLSv1.3").clientContext().build();

        assertEquals("mx1.example.org", named(context, "mx1.example.org"));
        assertEquals("", named(context, "mx_1.example.org"));
        assertEquals("xn--bcher-kva.example", named(context, "b\u00fccher.example"));
        assertEquals("", named(context, "192.0.2.1"));
    }

    private static String named(TlsContext context, String host) {
        List<SNIServerName> names =
                context.clientEngine(host, 25).getSSLParameters().getServerNames();
        return names == null || names.isEmpty() ? "" : new String(names.get(0).getEncoded(), StandardCharsets.US_ASCII);
    }

    @Test
    void policyBelowRfc9325CannotBeMade() { // RFC2595-2.5-a, RFC2595-9-a
        TlsPolicy policy = TlsPolicy.recommended();
        assertThrows(IllegalArgumentException.class, () -> policy.withProtocols("TLSv1.1"));
        assertThrows(IllegalArgumentException.class, () -> policy.withProtocols());
        assertThrows(IllegalArgumentException.class, () -> policy.withCipherSuites("TLS_RSA_WITH_AES_128_CBC_SHA"));
        assertEquals(List.of("TLSv1.2"), policy.withProtocols("TLSv1.2").protocols());
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void rsaIdentityServes(Pairing pairing) throws Exception {
        TlsIdentity rsa = SelfSigned.rsa(Pairing.HOST, Instant.now());
        Wire wire = Wire.uncut(
                        pairing.clientContext()
                                .trusting(List.of(rsa.certificate()))
                                .build()
                                .clientLayer(Pairing.HOST, 1),
                        pairing.serverContext().identity(rsa).build().serverLayer())
                .runWell();

        assertTrue(wire.server.layer.handshakeDone());
    }

    @Test
    void ed25519IdentityServesWithTheJdkAndIsRefusedForBouncyCastle() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TlsIdentity identity = SelfSigned.identity(Pairing.HOST, Instant.now(), pair, "Ed25519");
        Pairing jdk = new Pairing(TlsProvider.JDK, TlsProvider.JDK, "TLSv1.3");
        TlsContext client = jdk.clientContext().trusting(identity.chain()).build();
        TlsContext server = jdk.serverContext().identity(identity).build();
        Wire.uncut(client.clientLayer(Pairing.HOST, 1), server.serverLayer()).runWell();

        var builder = TlsContext.builder().provider(TlsProvider.BOUNCY_CASTLE).identity(identity);
        String refusal = assertThrows(TlsException.class, builder::build).getMessage();
        assertTrue(refusal.contains("use an EC or RSA key"), refusal);
    }

    @Test
    void hybridKeyExchangeIsUsedWhereBothHaveIt() throws Exception {
        Wire wire = new Pairing(TlsProvider.BOUNCY_CASTLE, TlsProvider.BOUNCY_CASTLE, "TLSv1.3").wire();
        StringBuilder said = new StringBuilder();
        wire.tap = octets -> said.append(ISO_8859_1.decode(octets));
        wire.runWell();

        assertTrue(said.indexOf(HYBRID_SHARE) > 0);
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void clientCertificateIsAmongTheFacts(Pairing pairing) throws Exception {
        TlsIdentity user = SelfSigned.identity("user", Instant.now());
        for (var wish : List.of(ClientCertificates.WANTED, ClientCertificates.REQUIRED)) {
            Wire wire = asking(pairing, wish, user, Optional.of(user)).runWell();

            assertEquals(user.chain(), wire.server.layer.facts().clientCertificates());
        }
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void clientWithoutCertificateIsLetInIfOneIsOnlyWanted(Pairing pairing) throws Exception {
        TlsIdentity user = SelfSigned.identity("user", Instant.now());
        Wire wanted = asking(pairing, ClientCertificates.WANTED, user, Optional.empty())
                .runWell();
        assertEquals(List.of(), wanted.server.layer.facts().clientCertificates());

        Wire required = asking(pairing, ClientCertificates.REQUIRED, user, Optional.empty())
                .run();
        assertTrue(required.server.layer.failure().isPresent());
        assertFalse(required.server.layer.handshakeDone());
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void strangersCertificateEndsTheHandshake(Pairing pairing) throws Exception {
        TlsIdentity user = SelfSigned.identity("user", Instant.now());
        TlsIdentity stranger = SelfSigned.identity("user", Instant.now());
        Wire wire = asking(pairing, ClientCertificates.REQUIRED, user, Optional.of(stranger))
                .run();

        assertTrue(wire.server.layer.failure().isPresent());
        assertFalse(wire.server.layer.handshakeDone());
    }

    /** Whoever shows the only certificate that he has goes on without one, also when he comes back. */
    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void strangersCertificateCountsForNothingIfOneIsOnlyWanted(Pairing pairing) throws Exception {
        TlsIdentity user = SelfSigned.identity("user", Instant.now());
        TlsIdentity stranger = SelfSigned.identity("user", Instant.now());
        TlsIdentity late = SelfSigned.identity("late", Instant.now().minus(Duration.ofDays(100)));
        List<X509Certificate> trusted = List.of(user.certificate(), late.certificate());
        TlsContext server = wanting(pairing.serverContext(), trusted);

        for (TlsIdentity shown : List.of(stranger, late)) {
            TlsContext client = pairing.clientContext().identity(shown).build();
            for (int visit = 0; visit < 2; visit++) {
                Wire wire = Wire.uncut(client.clientLayer(Pairing.HOST, 1), server.serverLayer());
                wire.server.say("OK".getBytes(ISO_8859_1)); // and a ticket before it
                wire.runWell();

                assertEquals(List.of(), wire.server.layer.facts().clientCertificates());
                assertTrue(wire.server.layer.objection().isPresent());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void usersCertificateCountsWhenTheSessionIsResumedToo(Pairing pairing) throws Exception {
        TlsIdentity user = SelfSigned.identity("user", Instant.now());
        TlsContext server = wanting(pairing.serverContext(), user.chain());
        TlsContext client = pairing.clientContext().identity(user).build();
        for (int visit = 0; visit < 2; visit++) {
            Wire wire = Wire.uncut(client.clientLayer(Pairing.HOST, 1), server.serverLayer());
            wire.server.say("OK".getBytes(ISO_8859_1));
            wire.runWell();

            assertEquals(user.chain(), wire.server.layer.facts().clientCertificates());
            assertEquals(Optional.empty(), wire.server.layer.objection());
        }
    }

    /** Its certificates are read by those who take them for verified. */
    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void anEngineThatIsHandedOutLetsNoStrangerInNorResumesHisSession(Pairing pairing) throws Exception {
        TlsIdentity user = SelfSigned.identity("user", Instant.now());
        TlsIdentity stranger = SelfSigned.identity("user", Instant.now());
        TlsContext server = wanting(pairing.serverContext(), user.chain());
        TlsContext client = pairing.clientContext().identity(stranger).build();
        Wire first = Wire.uncut(client.clientLayer(Pairing.HOST, 1), server.serverLayer());
        first.server.say("OK".getBytes(ISO_8859_1));
        first.runWell();

        Wire wire = Wire.uncut(client.clientLayer(Pairing.HOST, 1), TlsLayer.over(server.serverEngine()))
                .run();
        assertTrue(wire.server.layer.failure().isPresent());
        assertFalse(wire.server.layer.handshakeDone());
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void strangersCertificateCountsForNothingWithEachClientsBestToo(Pairing pairing) throws Exception {
        TlsIdentity user = SelfSigned.identity("user", Instant.now());
        TlsIdentity stranger = SelfSigned.identity("user", Instant.now());
        TlsContext server =
                wanting(TlsContext.builder().identity(Pairing.SERVER).eachClientsBest(), user.chain());
        for (TlsIdentity shown : List.of(stranger, user)) {
            Wire wire = Wire.uncut(
                            pairing.clientContext().identity(shown).build().clientLayer(Pairing.HOST, 1),
                            server.serverLayer())
                    .runWell();

            List<X509Certificate> counts = shown == user ? user.chain() : List.of();
            assertEquals(counts, wire.server.layer.facts().clientCertificates());
        }
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void clientChecksTheHostName(Pairing pairing) throws Exception { // RFC 7817 §3
        Wire wire = Wire.uncut(
                        pairing.clientContext().build().clientLayer("mail.example.net", 1), pairing.serverLayer())
                .run();

        assertTrue(wire.client.layer.failure().isPresent());
        assertTrue(wire.server.layer.failure().isPresent(), "the client's alert arrived");
    }

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void withoutAnchorsNobodyIsTrusted(Pairing pairing) throws Exception {
        Wire wire = Wire.uncut(
                        pairing.clientContext().trusting(List.of()).build().clientLayer(Pairing.HOST, 1),
                        pairing.serverLayer())
                .run();

        assertTrue(wire.client.layer.failure().isPresent());
    }

    @Test
    void embedderFindsNoProviderRegisteredAndItsLogLevelKept() throws Exception {
        Pairing pairing = new Pairing(TlsProvider.BOUNCY_CASTLE, TlsProvider.BOUNCY_CASTLE, "TLSv1.3");
        pairing.wire().runWell();

        assertNull(Security.getProvider("BC"));
        assertNull(Security.getProvider("BCJSSE"));
        assertEquals(Level.SEVERE, Logger.getLogger("org.bouncycastle.jsse").getLevel());
    }

    /** A server that trusts {@code user} and asks for a certificate, and a client that shows {@code shown}. */
    private static Wire asking(Pairing pairing, ClientCertificates wish, TlsIdentity user, Optional<TlsIdentity> shown)
            throws TlsException {
        TlsContext.Builder client = pairing.clientContext();
        shown.ifPresent(client::identity);
        TlsContext server = pairing.serverContext()
                .policy(TlsPolicy.recommended().withClientCertificates(wish))
                .trusting(user.chain())
                .build();
        return Wire.uncut(client.build().clientLayer(Pairing.HOST, 1), server.serverLayer());
    }

    private static TlsContext wanting(TlsContext.Builder server, List<X509Certificate> trusted) throws TlsException {
        return server.policy(TlsPolicy.recommended().withClientCertificates(ClientCertificates.WANTED))
                .trusting(trusted)
                .build();
    }
}
