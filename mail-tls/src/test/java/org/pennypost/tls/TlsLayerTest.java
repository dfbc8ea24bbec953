package org.pennypost.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsLayerTest {

    static Stream<Pairing> pairings() {
        return Pairing.all();
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
                ChannelBinding.serverEndPoint(Pairing.SERVER.certificate()).orElseThrow(),
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
    void closeNotifyEndsBothDirectionsInOrder(Pairing pairing) throws Exception { // RFC8314-3.4-a, RFC2595-2.2-b
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

    /** RFC 5246 §7.2.1 has close_notify answered at once; RFC 8446 §6.1 leaves our side open, and only the JDK does. */
    @ParameterizedTest
    @MethodSource("pairings")
    void dataBeforeCloseNotifyIsHeard(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();
        wire.client.layer.write(US_ASCII.encode("QUIT\r\n"));
        wire.client.layer.closeOutbound();
        wire.runWell();

        assertEquals("QUIT\r\n", wire.server.heard.toString(US_ASCII));
        assertTrue(wire.server.layer.inboundDone());
        assertFalse(wire.server.layer.truncated());
        boolean open = pairing.server() == TlsProvider.JDK && pairing.protocol().equals("TLSv1.3");
        assertEquals(open, wire.server.layer.writable());
        assertEquals(!open, wire.server.layer.outboundDone());
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

    @ParameterizedTest
    @MethodSource("pairings")
    void dataAndEndRightBehindTheHandshakeAreNotLost(Pairing pairing) throws Exception {
        TlsLayer client = pairing.clientLayer();
        TlsLayer server = pairing.serverLayer();
        ByteBuffer flight = said(client);
        while (!client.handshakeDone()) {
            server.received(flight);
            client.received(said(server));
            flight = said(client);
        }
        client.write(US_ASCII.encode("QUIT\r\n"));
        ByteBuffer quit = said(client);
        server.received(ByteBuffer.allocate(flight.remaining() + quit.remaining())
                .put(flight)
                .put(quit)
                .flip());
        server.inboundEnded();
        runTasks(server);

        assertEquals(
                "QUIT\r\n",
                server.takePlaintext()
                        .map(US_ASCII::decode)
                        .map(Object::toString)
                        .orElse(""));
        assertTrue(server.inboundDone());
        assertTrue(server.truncated());
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void taskRunsOnAnotherThreadWhileTheDriverClosesOrTheNetworkEnds(Pairing pairing) throws Exception {
        for (boolean close : List.of(true, false)) {
            TlsLayer client = pairing.clientLayer();
            TlsLayer server = pairing.serverLayer();
            server.received(said(client));
            Runnable task = server.task().orElseThrow();
            assertFalse(server.wantsCiphertext());
            assertTrue(server.task().isEmpty(), "one at a time");
            assertThrows(IllegalStateException.class, () -> server.received(ByteBuffer.allocate(1)));
            if (close) {
                server.closeOutbound();
            } else {
                server.inboundEnded();
            }
            CompletableFuture.runAsync(task).get(20, TimeUnit.SECONDS);
            server.taskDone();

            assertTrue(server.task().isEmpty());
            assertTrue(server.takeCiphertext().isPresent(), "the flight of the handshake is not lost");
            assertEquals(!close, server.failure().isPresent());
            assertFalse(server.handshakeDone());
            assertThrows(IllegalStateException.class, server::facts);
        }
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void callsThatComeWhenTheyMayNotAreRefused(Pairing pairing) throws Exception {
        TlsLayer server = pairing.serverLayer();

        assertFalse(server.writable());
        assertThrows(IllegalStateException.class, () -> server.write(ByteBuffer.allocate(1)));
        assertThrows(IllegalStateException.class, server::taskDone);
        assertThrows(IllegalStateException.class, server::facts);
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void plaintextThatNobodyTakesStopsTheReading(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();
        TlsLayer server = wire.server.layer;
        wire.client.layer.write(US_ASCII.encode("NOOP\r\n"));
        server.received(said(wire.client.layer));

        assertFalse(server.wantsCiphertext());
        assertTrue(server.takePlaintext().isPresent());
        assertTrue(server.wantsCiphertext());
    }

    /** What a layer says after its tasks have run. */
    private static ByteBuffer said(TlsLayer layer) {
        runTasks(layer);
        ByteBuffer all = ByteBuffer.allocate(100_000);
        for (var octets = layer.takeCiphertext(); octets.isPresent(); octets = layer.takeCiphertext()) {
            all.put(octets.get());
        }
        return all.flip();
    }

    private static void runTasks(TlsLayer layer) {
        for (var task = layer.task(); task.isPresent(); task = layer.task()) {
            task.get().run();
            layer.taskDone();
        }
    }
}
