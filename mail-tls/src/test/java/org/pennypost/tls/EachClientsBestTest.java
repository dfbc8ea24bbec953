package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One context, two providers: who serves whom. */
class EachClientsBestTest {

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void everyClientIsServedAndFactsAreKnown(Pairing pairing) throws Exception {
        TlsContext server =
                TlsContext.builder().identity(Pairing.SERVER).eachClientsBest().build();
        Wire wire = Wire.uncut(pairing.clientLayer(), server.serverLayer()).runWell();
        wire.client.say("NOOP".getBytes());
        wire.server.say("OK".getBytes());
        wire.runWell();

        assertEquals("NOOP", wire.server.heard.toString());
        assertEquals("OK", wire.client.heard.toString());
        assertEquals(pairing.protocol(), wire.server.layer.facts().protocol());
        assertEquals(Pairing.HOST, wire.server.layer.facts().serverName());
        assertTrue(wire.server
                .layer
                .facts()
                .bindings()
                .binding("tls-server-end-point")
                .isPresent());
    }

    @Test
    void aClientWithTheHybridGroupGetsItAndAnotherOneGetsTheJdk() throws Exception {
        assertTrue(isBouncyCastle(TlsProvider.BOUNCY_CASTLE, TlsPolicy.recommended()));
        assertFalse(isBouncyCastle(
                TlsProvider.BOUNCY_CASTLE, TlsPolicy.recommended().withGroups("x25519", "secp256r1")));
        assertFalse(isBouncyCastle(TlsProvider.JDK, TlsPolicy.recommended()));
    }

    @Test
    void anEd25519KeyIsServedByTheJdk() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TlsIdentity identity = SelfSigned.identity(Pairing.HOST, Instant.now(), pair, "Ed25519");
        TlsContext server =
                TlsContext.builder().identity(identity).eachClientsBest().build();
        TlsContext client = TlsContext.builder()
                .provider(TlsProvider.JDK)
                .trusting(identity.chain())
                .build();
        Wire.uncut(client.clientLayer(Pairing.HOST, 1), server.serverLayer()).runWell();
    }

    @Property(tries = 300)
    void damagedHellosAreNoReasonToChoose(@ForAll byte[] octets, @ForAll int at) {
        ByteBuffer hello = HELLO.duplicate();
        assertTrue(ClientHello.supports(ClientHello.X25519MLKEM768, hello));
        assertEquals(0, hello.position());
        ByteBuffer damaged = ByteBuffer.allocate(hello.remaining()).put(hello).flip();
        damaged.limit(Math.floorMod(at, damaged.limit()) + 1);
        for (int i = 0; i < Math.min(octets.length, damaged.limit()); i++) {
            damaged.put(Math.floorMod(at + i * 31, damaged.limit()), octets[i]);
        }
        ClientHello.supports(ClientHello.X25519MLKEM768, damaged); // no exception
        assertFalse(ClientHello.supports(ClientHello.X25519MLKEM768, ByteBuffer.wrap(new byte[] {22})));
    }

    private static final ByteBuffer HELLO = hello();

    private static ByteBuffer hello() {
        try {
            TlsLayer layer = new Pairing(TlsProvider.BOUNCY_CASTLE, TlsProvider.JDK, "TLSv1.3").clientLayer();
            layer.task().orElseThrow().run();
            layer.taskDone();
            return layer.takeCiphertext().orElseThrow();
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isBouncyCastle(TlsProvider provider, TlsPolicy policy) throws Exception {
        TlsContext client = TlsContext.builder()
                .provider(provider)
                .policy(policy)
                .trusting(List.of(Pairing.CA.certificate()))
                .build();
        var engine = TlsContext.builder()
                .identity(Pairing.SERVER)
                .eachClientsBest()
                .build()
                .serverEngine();
        Wire.uncut(client.clientLayer(Pairing.HOST, 1), TlsLayer.over(engine)).runWell();
        return Optional.of(engine.getSession().getClass().getName())
                .filter(name -> name.startsWith("org.bouncycastle"))
                .isPresent();
    }
}
