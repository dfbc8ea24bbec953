package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.EvidenceKeys;

/** Whatever is changed, dropped, repeated or reordered, in a log or in a proof: it is noticed, and where. */
class TamperProperty {
    private static final int EVENTS = 23;

    private static Path directory;
    private static EvidenceKeys keys;
    private static List<Path> files;
    private static String proof;

    @BeforeContainer
    static void makeLog() throws IOException, StoreException {
        directory = Files.createTempDirectory("tamper");
        keys = Events.keys(directory);
        TimeStamps.Authority stamper = BuiltInAuthority.with(keys, InstantSource.fixed(Events.NOON));
        try (EvidenceLog log = EvidenceLog.open(directory, keys, 3000)) {
            for (int i = 0; i < EVENTS; i++) {
                log.record(Events.accepted(i));
                if (i % 10 == 9) {
                    log.sign(Events.NOON.plusSeconds(i));
                }
            }
            log.sign(Events.NOON.plusSeconds(EVENTS));
            log.stamp(stamper, List.of(keys.authority()));
        }
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority());
                Stream<Path> walk = Files.walk(directory)) {
            proof = reader.prove(List.of(7L, 22L))
                    .with(Octets.of(Events.MESSAGE.getBytes(StandardCharsets.US_ASCII)))
                    .text();
            files = walk.filter(file -> file.toString().matches(".*\\.(events|p7m|tsr)|.*level-00"))
                    .sorted()
                    .toList();
        }
        assertEquals(List.of(), faults());
        assertTrue(
                Verification.of(Proof.parse(proof), Verification.Trust.NOBODY).holds());
        assertTrue(files.size() > 9);
    }

    @AfterContainer
    static void removeLog() throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 150)
    void anyChangedOctetOfTheLogIsFound(
            @ForAll @IntRange(min = 0, max = 99) int which,
            @ForAll @IntRange(min = 0, max = 1 << 20) int where,
            @ForAll @IntRange(min = 1, max = 255) int mask)
            throws IOException {
        Path file = files.get(which % files.size());
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        bad[where % bad.length] ^= (byte) mask;
        assertNoticed(file, good, bad);
    }

    @Property(tries = 60)
    void anyCutIsFound(
            @ForAll @IntRange(min = 0, max = 99) int which, @ForAll @IntRange(min = 0, max = 1 << 20) int where)
            throws IOException {
        Path file = files.get(which % (files.size() - 1)); // the last is the tree, which is computed again
        byte[] good = Files.readAllBytes(file);
        assertNoticed(file, good, java.util.Arrays.copyOf(good, where % good.length));
    }

    /** Even by somebody who knows the format and puts all checksums right. */
    @Property(tries = 80)
    void droppedRepeatedAndReorderedEventsAreFound(
            @ForAll @IntRange(min = 0, max = 99) int segment,
            @ForAll @IntRange(min = 0, max = 100) int first,
            @ForAll @IntRange(min = 0, max = 100) int second,
            @ForAll Deed deed)
            throws IOException {
        Path file = Segments.file(
                LogFiles.log(directory),
                segment % Segments.numbers(LogFiles.log(directory)).size());
        byte[] good = Files.readAllBytes(file);
        List<Frame> frames = frames(good);
        int one = first % frames.size();
        int other = second % frames.size();
        if (deed == Deed.REORDER && one == other) {
            return;
        }
        deed.commit(frames, one, other);
        ByteArrayOutputStream bad = new ByteArrayOutputStream();
        bad.write(good, 0, Segments.HEAD);
        frames.forEach(frame -> bad.writeBytes(encoded(frame)));
        assertNoticed(file, good, bad.toByteArray());
    }

    @Property(tries = 150)
    void anyChangedCharacterOfAProofIsFound(
            @ForAll @IntRange(min = 0, max = 1 << 20) int where, @ForAll @IntRange(min = 1, max = 126) int with) {
        char[] text = proof.toCharArray();
        int at = where % text.length;
        if (text[at] == with) {
            return;
        }
        text[at] = (char) with;
        assertFalse(holds(new String(text)), () -> "unnoticed at " + at);
    }

    @Property(tries = 100)
    void anyDroppedOrDoubledLineOfAProofIsFound(
            @ForAll @IntRange(min = 0, max = 1 << 20) int where, @ForAll boolean doubled) {
        List<String> lines = new ArrayList<>(proof.lines().toList());
        int at = where % lines.size();
        String line = lines.remove(at);
        if (doubled) {
            lines.add(at, line);
            lines.add(at, line);
        }
        assertFalse(holds(String.join("\n", lines) + "\n"), () -> "unnoticed at line " + at);
    }

    enum Deed {
        DROP,
        REPEAT,
        REORDER,
        CHANGE;

        void commit(List<Frame> frames, int one, int other) {
            switch (this) {
                case DROP -> frames.remove(one);
                case REPEAT -> frames.add(other, frames.get(one));
                case REORDER -> Collections.swap(frames, one, other);
                case CHANGE -> {
                    byte[] octets = frames.get(one).octets().clone();
                    octets[octets.length / 2] ^= 1;
                    frames.set(one, new Frame(frames.get(one).durable(), octets));
                }
            }
        }
    }

    private static List<Frame> frames(byte[] segment) {
        List<Frame> frames = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(segment).position(Segments.HEAD);
        while (rest.hasRemaining()) {
            Frame frame = Frame.decode(rest);
            frames.add(frame);
            rest.position(rest.position() + frame.size());
        }
        return frames;
    }

    private static byte[] encoded(Frame frame) {
        byte[] octets = ByteBuffer.allocate(frame.size())
                .position(Frame.HEAD)
                .put(frame.octets())
                .array();
        Frame.seal(octets, 0, frame.octets().length, frame.durable());
        return octets;
    }

    private static void assertNoticed(Path file, byte[] good, byte[] bad) throws IOException {
        try {
            Files.write(file, bad);
            Audit audit = audit();
            List<String> faults = audit.faults();
            if (audit.events() > audit.signed() && audit.signed() == EVENTS) {
                return; // put behind all that is signed: it is told apart, and proven by nothing
            }
            assertFalse(faults.isEmpty(), () -> "unnoticed in " + file);
            assertTrue(
                    faults.get(0).matches("(?s).*(event [0-9]+|events, but|first [0-9]+ events|\\.p7m|\\.tsr).*"),
                    faults.get(0));
        } finally {
            Files.write(file, good);
        }
    }

    private static List<String> faults() throws IOException {
        return audit().faults();
    }

    private static Audit audit() throws IOException {
        return Audit.of(directory, keys.authority(), List.of());
    }

    private static boolean holds(String text) {
        try {
            return Verification.of(Proof.parse(text), Verification.Trust.NOBODY).holds();
        } catch (IOException noticed) {
            return false;
        }
    }
}
