package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a hostile peer tries with records and handshakes; each is bounded and ends in order. */
class TlsLayerAttackTest {

    static Stream<Pairing> tls12() {
        return Pairing.all("TLSv1.2");
    }

    static Stream<Pairing> pairings() {
        return Pairing.all();
    }

    /** A client layer and the raw engine in it, which a test can misuse once the handshake is done. */
    private static final class Attacker {

        final SSLEngine engine;
        final Wire wire;

        Attacker(Pairing pairing) throws TlsException {
            engine = pairing.clientContext().build().clientEngine(Pairing.HOST, 993);
            wire = Wire.uncut(TlsLayer.over(engine), pairing.serverLayer()).runWell();
        }

        ByteBuffer wrap(ByteBuffer plaintext) throws Exception {
            ByteBuffer room = ByteBuffer.allocate(40_000);
            engine.wrap(plaintext, room);
            return room.flip();
        }
    }

    /** The triple handshake and renegotiation injection attacks (CVE-2009-3555), and renegotiation as a CPU bomb. */
    @ParameterizedTest
    @MethodSource("tls12")
    void renegotiationIsRefusedWithCloseNotify(Pairing pairing) throws Exception {
        Attacker attacker = new Attacker(pairing);
        TlsLayer server = attacker.wire.server.layer;
        server.received(renegotiation(pairing, attacker));

        assertEquals("renegotiation is refused", server.failure().orElseThrow().getMessage());
        ByteBuffer last = server.takeCiphertext().orElseThrow();
        assertEquals(21, last.get(0), "an alert");
        assertTrue(server.task().isEmpty(), "no work for the attacker");
    }

    private static ByteBuffer renegotiation(Pairing pairing, Attacker attacker) throws Exception {
        if (pairing.client() == TlsProvider.JDK) {
            attacker.engine.beginHandshake();
            return attacker.wrap(ByteBuffer.allocate(0));
        }
        ByteBuffer record = attacker.wrap(ByteBuffer.wrap(new byte[60])); // BouncyCastle never renegotiates
        return record.put(0, (byte) TlsRecords.HANDSHAKE);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void fragmentsOfOneOctetAreAFlood(TlsProvider provider) throws Exception {
        TlsLayer server = new Pairing(provider, provider, "TLSv1.3").serverLayer();
        for (int i = 0; i < 3_000 && server.wantsCiphertext(); i++) {
            server.received(ByteBuffer.wrap(
                    i == 0 ? new byte[] {22, 3, 1, 0, 4, 1, 0, 100, 0} : new byte[] {22, 3, 1, 0, 1, 0}));
            runTasks(server);
        }

        assertTrue(server.failure().isPresent());
        assertTrue(server.outboundDone() || server.takeCiphertext().isPresent());
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void clientHelloInSmallFragmentsIsUnderstood(Pairing pairing) throws Exception {
        TlsLayer client = pairing.clientLayer();
        runTasks(client);
        ByteBuffer hello = client.takeCiphertext().orElseThrow().position(TlsRecords.HEADER);
        Wire wire = Wire.uncut(client, pairing.serverLayer());
        while (hello.hasRemaining()) {
            int size = Math.min(50, hello.remaining());
            ByteBuffer fragment = ByteBuffer.allocate(TlsRecords.HEADER + size);
            fragment.put(new byte[] {22, 3, 1, 0, (byte) size}).put(hello.slice(hello.position(), size));
            hello.position(hello.position() + size);
            wire.server.arriving.add(fragment.flip());
        }
        wire.runWell();

        assertTrue(wire.server.layer.handshakeDone());
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void endlessHandshakeIsBounded(TlsProvider provider) throws Exception {
        TlsLayer server = new Pairing(provider, provider, "TLSv1.3").serverLayer();
        int taken = 0;
        while (server.wantsCiphertext()) {
            ByteBuffer record = ByteBuffer.allocate(TlsRecords.HEADER + 16_384);
            record.put(new byte[] {22, 3, 1, 0x40, 0});
            record.put(taken == 0 ? new byte[] {1, 0x7f, 0, 0, 3, 3} : new byte[0]); // a ClientHello of 8 MB
            server.received(record.clear());
            taken += 16_384;
            runTasks(server);
        }

        assertTrue(server.failure().isPresent());
        assertTrue(taken <= TlsLayer.MAX_HANDSHAKE_OCTETS + 16_384, "took " + taken);
    }

    @ParameterizedTest
    @MethodSource("pairings")
    void writerThatIgnoresTheBoundIsStoppedAndNothingIsDropped(Pairing pairing) throws Exception {
        Wire wire = pairing.wire().runWell();
        TlsLayer server = wire.server.layer;
        ByteBuffer message = ByteBuffer.allocate(1_000_000);
        server.write(message);

        assertFalse(server.writable());
        assertTrue(message.hasRemaining());
        assertThrows(IllegalStateException.class, () -> server.write(message));
        wire.server.toSay.add(message);
        wire.runWell();
        assertEquals(1_000_000, wire.client.heard.size());
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void tls11IsRefused(TlsProvider provider) throws Exception { // RFC8314-4-l RFC8314-4-n
        TlsLayer server = new Pairing(provider, provider, "TLSv1.3").serverLayer();
        server.received(ByteBuffer.wrap(clientHello(2)));
        runTasks(server);

        assertTrue(server.failure().isPresent());
        ByteBuffer alert = server.takeCiphertext().orElseThrow();
        assertEquals(List.of(21, 2, 70), List.of((int) alert.get(0), (int) alert.get(5), (int) alert.get(6)));
    }

    /** A ClientHello of TLS 1.{@code minor - 1} with the suites of its time (RFC 5246 §7.4.1.2). */
    private static byte[] clientHello(int minor) {
        ByteBuffer body = ByteBuffer.allocate(64);
        body.put((byte) 3).put((byte) minor).put(new byte[32]).put((byte) 0);
        body.putShort((short) 4).putShort((short) 0xc009).putShort((short) 0xc013); // ECDHE with AES-128-CBC-SHA
        body.put((byte) 1).put((byte) 0).putShort((short) 0).flip();
        ByteBuffer record = ByteBuffer.allocate(128);
        record.put(new byte[] {22, 3, 1}).putShort((short) (body.remaining() + 4));
        record.put((byte) 1).put((byte) 0).putShort((short) body.remaining()).put(body);
        byte[] octets = new byte[record.flip().remaining()];
        record.get(octets);
        return octets;
    }

    @Property(tries = 300)
    void garbageNeverThrowsAndNeverHangs(@ForAll TlsProvider provider, @ForAll @Size(max = 600) byte[] garbage)
            throws Exception {
        TlsLayer server = new Pairing(provider, provider, "TLSv1.3").serverLayer();
        server.received(ByteBuffer.wrap(garbage));
        runTasks(server);
        server.inboundEnded();
        runTasks(server);

        assertTrue(server.failure().isPresent());
        assertTrue(server.inboundDone());
    }

    /** Garbage that looks like handshake records goes deeper. */
    @Property(tries = 300)
    void damagedClientHelloNeverThrowsAndNeverHangs(
            @ForAll TlsProvider provider, @ForAll @Size(min = 1, max = 8) List<Short> flips) throws Exception {
        Pairing pairing = new Pairing(provider, provider, "TLSv1.3");
        TlsLayer client = pairing.clientLayer();
        runTasks(client);
        ByteBuffer hello = client.takeCiphertext().orElseThrow();
        for (short flip : flips) {
            int at = TlsRecords.HEADER + Math.floorMod(flip, hello.remaining() - TlsRecords.HEADER);
            hello.put(at, (byte) (hello.get(at) ^ (1 << (flip & 7))));
        }
        TlsLayer server = pairing.serverLayer();
        server.received(hello);
        runTasks(server);
        server.inboundEnded();
        runTasks(server);

        assertTrue(server.inboundDone());
        assertTrue(server.failure().isPresent());
    }

    private static void runTasks(TlsLayer layer) {
        for (var task = layer.task(); task.isPresent(); task = layer.task()) {
            task.get().run();
            layer.taskDone();
        }
    }
}
