package org.pennypost.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsLayerTest {

    private static PrivateCa ca;
    private static TlsIdentity identity;

    @BeforeAll
    static void makeIdentity() throws Exception {
        SubjectNames names = SubjectNames.of(List.of("mail.example.org"));
        ca = PrivateCa.create(PrivateCa.newKey(), names, Instant.now());
        var key = PrivateCa.newKey();
        identity = new TlsIdentity(
                key.getPrivate(), List.of(ca.issue(key.getPublic(), names, Instant.now()), ca.certificate()));
    }

    record Pairing(TlsProvider client, TlsProvider server, String protocol) {

        TlsLayer clientLayer() throws TlsException {
            return TlsContext.builder()
                    .provider(client)
                    .policy(TlsPolicy.recommended().withProtocols(protocol))
                    .trusting(List.of(ca.certificate()))
                    .build()
                    .clientLayer("mail.example.org", 993);
        }

        TlsLayer serverLayer() throws TlsException {
            return TlsContext.builder()
                    .provider(server)
                    .identity(identity)
                    .build()
                    .serverLayer();
        }

        Wire wire() throws TlsException {
            return Wire.uncut(clientLayer(), serverLayer());
        }
    }

    static Stream<Pairing> pairings() {
        return Stream.of(TlsProvider.values())
                .flatMap(client -> Stream.of(TlsProvider.values())
                        .flatMap(server ->
                                Stream.of("TLSv1.3", "TLSv1.2").map(version -> new Pairing(client, server, version))));
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void handshakeTellsTheFacts(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();

        assertTrue(wire.client.layer.handshakeDone());
        assertTrue(wire.server.layer.handshakeDone());
        var facts = wire.server.layer.facts();
        assertEquals(pairing.protocol(), facts.protocol());
        assertTrue(facts.cipherSuite().contains("AES_256_GCM"), facts.cipherSuite());
        assertEquals("mail.example.org", facts.serverName());
        assertEquals(List.of(), facts.clientCertificates());
        assertEquals(
                ChannelBinding.serverEndPoint(identity.certificate()).orElseThrow(),
                facts.bindings().binding("tls-server-end-point").orElseThrow());
        assertEquals(
                facts.bindings().binding("tls-server-end-point"),
                wire.client.layer.facts().bindings().binding("tls-server-end-point"));
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void octetByOctet(Pairing pairing) throws Exception {
        Wire wire = new Wire(pairing.clientLayer(), pairing.serverLayer(), () -> 1);
        wire.client.say("EHLO client.example\r\n".getBytes(US_ASCII));
        wire.server.say("220 mail.example.org\r\n".getBytes(US_ASCII));
        wire.runWell();

        assertEquals("EHLO client.example\r\n", wire.server.heard.toString(US_ASCII));
        assertEquals("220 mail.example.org\r\n", wire.client.heard.toString(US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void tenMegabytesBothWays(Pairing pairing) throws Exception {
        byte[] up = new byte[10_000_000];
        byte[] down = new byte[10_000_000];
        new Random(1).nextBytes(up);
        new Random(2).nextBytes(down);
        Random cuts = new Random(3);
        Wire wire = new Wire(pairing.clientLayer(), pairing.serverLayer(), () -> 1 + cuts.nextInt(60_000));
        wire.client.say(up);
        wire.server.say(down);
        wire.runWell();

        assertArrayEquals(up, wire.server.heard.toByteArray());
        assertArrayEquals(down, wire.client.heard.toByteArray());
        assertTrue(wire.server.mostUnsent < 2 * TlsLayer.MAX_UNSENT, "held " + wire.server.mostUnsent);
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void closeNotifyEndsBothDirectionsInOrder(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();
        wire.server.say("221 bye\r\n".getBytes(US_ASCII));
        wire.runWell();
        wire.server.layer.closeOutbound();
        wire.runWell();
        assertTrue(wire.client.layer.inboundDone());
        wire.client.layer.closeOutbound();
        wire.runWell();

        assertTrue(wire.server.layer.inboundDone());
        assertTrue(wire.server.layer.outboundDone());
        assertTrue(wire.client.layer.outboundDone());
        assertFalse(wire.server.layer.truncated());
        assertFalse(wire.server.layer.writable());
        assertEquals("221 bye\r\n", wire.client.heard.toString(US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void endWithoutCloseNotifyIsTruncated(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();
        wire.server.layer.inboundEnded();

        assertTrue(wire.server.layer.truncated());
        assertTrue(wire.server.layer.inboundDone());
        assertTrue(wire.server.layer.writable(), "a reply may still go out");
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void damagedRecordGivesAnAlert(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();
        wire.client.layer.write(ByteBuffer.wrap("QUIT\r\n".getBytes(US_ASCII)));
        ByteBuffer record = wire.client.layer.takeCiphertext().orElseThrow();
        record.put(record.limit() - 1, (byte) (record.get(record.limit() - 1) ^ 1));
        wire.server.layer.received(record);

        assertTrue(wire.server.layer.failure().isPresent());
        assertTrue(wire.server.layer.takeCiphertext().isPresent(), "an alert");
        assertTrue(wire.server.layer.outboundDone());
        assertEquals("", wire.server.heard.toString(US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void garbageInsteadOfClientHelloGivesAnAlert(Pairing pairing) throws Exception {
        for (String garbage :
                List.of("EHLO client.example\r\n", "GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0003\u007f\u007f")) {
            TlsLayer layer = pairing.serverLayer();
            layer.received(US_ASCII.encode(garbage));
            runTasks(layer);

            assertTrue(layer.failure().isPresent(), garbage);
            ByteBuffer alert = layer.takeCiphertext().orElseThrow();
            assertEquals(21, alert.get(0), garbage);
            assertEquals(2, alert.get(5), garbage);
            assertTrue(layer.outboundDone());
            assertFalse(layer.wantsCiphertext());
        }
    }

    private static void runTasks(TlsLayer layer) {
        for (var task = layer.task(); task.isPresent(); task = layer.task()) {
            task.get().run();
            layer.taskDone();
        }
    }
}
