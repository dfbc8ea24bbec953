package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TlsLayerPropertyTest {

    @Provide
    Arbitrary<Pairing> pairings() {
        return Arbitraries.of(Pairing.all().toList());
    }

    /** Sizes around the edges of a record (2^14) and of what a layer holds (2^16). */
    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 200),
                Arbitraries.integers().between(16_380, 16_390),
                Arbitraries.integers().between(65_530, 65_545),
                Arbitraries.integers().between(1, 200_000));
    }

    @Property(tries = 150)
    void whatIsSaidIsHeardHoweverItIsCut(
            @ForAll("pairings") Pairing pairing,
            @ForAll @Size(max = 6) List<@From("sizes") Integer> up,
            @ForAll @Size(max = 6) List<@From("sizes") Integer> down,
            @ForAll @IntRange(min = 1, max = 40_000) int largest,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        Wire wire = new Wire(pairing.clientLayer(), pairing.serverLayer(), () -> 1 + random.nextInt(largest));
        byte[] saidByClient = say(wire.client, up, random);
        byte[] saidByServer = say(wire.server, down, random);
        wire.runWell();

        assertArrayEquals(saidByClient, wire.server.heard.toByteArray());
        assertArrayEquals(saidByServer, wire.client.heard.toByteArray());
        assertTrue(wire.server.mostUnsent < TlsLayer.MAX_UNSENT + 20_000, () -> "held " + wire.server.mostUnsent);
        assertEquals(pairing.protocol(), wire.server.layer.facts().protocol());
    }

    private static byte[] say(Wire.Side side, List<Integer> sizes, Random random) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int size : sizes) {
            byte[] octets = new byte[size];
            random.nextBytes(octets);
            said.writeBytes(octets);
            side.say(octets);
        }
        return said.toByteArray();
    }
}
