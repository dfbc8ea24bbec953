package org.pennypost.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotStuffingTest {
    // RFC 5321 §4.5.2
    @Test
    void dotAtTheStartOfALineIsDoubledAndUndone() {
        assertEquals("a\r\n..b\r\n...\r\n.\r\n", encoded("a\r\n.b\r\n..\r\n", 1));
        assertEquals("a\r\n.b\r\n..\r\n", decoded("a\r\n..b\r\n...\r\n.\r\n"));
    }

    // RFC 5321 §4.5.2: a leading dot is deleted when other characters follow, whoever forgot to double it.
    @Test
    void singleLeadingDotIsDeleted() {
        assertEquals("b\r\n", decoded(".b\r\n.\r\n"));
    }

    @Test
    void textWithoutItsLastLineEndGetsOne() {
        assertEquals("a\r\n.\r\n", encoded("a", 1));
        assertEquals("a\r\n\r\r\n.\r\n", encoded("a\r\n\r", 1));
        assertEquals(".\r\n", encoded("", 1));
        assertEquals("", decoded(".\r\n"));
    }

    // RFC 5321 §4.1.1.4: only CRLF.CRLF ends the text; what others might take for an end is text, and noticed.
    @ParameterizedTest
    @ValueSource(
            strings = {"a\n.\n", "a\n.\r\n", "a\r\n.\n", "a\r.\r", "a\r\n.\r", "a\r\r.\r\n", "a\r\n\0.\r\n", "a\r.\r\n"
            })
    void lookAlikesDoNotEndTheText(String lookAlike) {
        DotStuffing.Decoder decoder = new DotStuffing.Decoder();
        ByteBuffer in = ByteBuffer.wrap(Pieces.octets(lookAlike + "b\r\n.\r\nQUIT\r\n"));
        ByteBuffer out = ByteBuffer.allocate(100);
        assertTrue(decoder.decode(in, out));
        assertEquals("QUIT\r\n", Pieces.text(in));
        assertTrue(Pieces.text(out.flip()).endsWith("b\r\n"));
        assertTrue(decoder.bareCr() || decoder.bareLf() || decoder.nul());
    }

    /** An end behind CR CR LF is one, but there are servers that see none. */
    @Property(tries = 100)
    void anEndBehindABareCrIsDoubtful(@ForAll long seed) {
        for (String text : List.of("a\r\r\n", "\r\r\n", "a\r\n.\r\r\n", "\r\r\r\n")) {
            DotStuffing.Decoder decoder = new DotStuffing.Decoder();
            decode(decoder, text + ".\r\n", seed, 5);
            assertTrue(decoder.doubtfulEnd(), text);
        }
        for (String text : List.of("", "a\r\n", "a\r\r\nb\r\n", "a\r\r\n\r\n", "a\r\r\n..\r\n", "\r\r.\r\n")) {
            DotStuffing.Decoder decoder = new DotStuffing.Decoder();
            decode(decoder, text + ".\r\n", seed, 5);
            assertFalse(decoder.doubtfulEnd(), text);
        }
    }

    @Test
    void cleanTextIsNotAccused() {
        DotStuffing.Decoder decoder = new DotStuffing.Decoder();
        decoder.decode(ByteBuffer.wrap(Pieces.octets("\r\na\u00ff\t\r\n..\r\n\r\n.\r\n")), ByteBuffer.allocate(100));
        assertFalse(decoder.bareCr() || decoder.bareLf() || decoder.nul());
    }

    @Property(tries = 500)
    void textComesBackHoweverItIsCut(@ForAll("texts") String text, @ForAll long seed) {
        String wire = encoded(text, seed);
        assertEquals(encoded(text, seed + 1), wire);
        assertEquals(wire, stuffed(text, seed, 5));
        assertEquals(wire, stuffed(text, seed, 1000));
        String whole = text.endsWith("\r\n") || text.isEmpty() ? text : text + "\r\n";
        for (int most : new int[] {1, 5, 1000}) {
            DotStuffing.Decoder decoder = new DotStuffing.Decoder();
            assertEquals(whole, decode(decoder, wire + "NOOP\r\n", seed, most));
            boolean loneCr = whole.replace("\r\n", "").contains("\r");
            boolean loneLf = whole.replace("\r\n", "").contains("\n");
            assertEquals(loneCr, decoder.bareCr());
            assertEquals(loneLf, decoder.bareLf());
            assertEquals(whole.indexOf('\0') >= 0, decoder.nul());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "bc", "\r\n", "\r\n.", ".", "\r", "\n", "\0", "\u00e9", "..", "\r\n\r\n")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    private static String decoded(String wire) {
        return decode(new DotStuffing.Decoder(), wire, 1, 2);
    }

    /** Decodes pieces into outputs of odd sizes; the end must be found, and nothing behind it touched. */
    private static String decode(DotStuffing.Decoder decoder, String wire, long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int left = wire.length();
        for (ByteBuffer piece : Pieces.of(Pieces.octets(wire), seed, most)) {
            while (piece.hasRemaining()) {
                ByteBuffer out = ByteBuffer.allocate(random.nextInt(4, 9));
                int before = piece.remaining();
                boolean end = decoder.decode(piece, out);
                assertTrue(piece.remaining() < before, "progress");
                left -= before - piece.remaining();
                text.write(out.array(), 0, out.position());
                if (end) {
                    assertEquals(wire.endsWith("NOOP\r\n") ? 6 : 0, left);
                    return text.toString(StandardCharsets.ISO_8859_1);
                }
            }
        }
        throw new AssertionError("no end in " + wire);
    }

    /** In place, in buffers with and without room for the dots. */
    private static String stuffed(String text, long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        DotStuffing.Encoder encoder = new DotStuffing.Encoder();
        DotStuffing.Encoder scanner = new DotStuffing.Encoder();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (ByteBuffer piece : Pieces.of(Pieces.octets(text), seed, most)) {
            int before = random.nextInt(3);
            ByteBuffer buffer = ByteBuffer.allocate(before + piece.remaining() + random.nextInt(4));
            buffer.position(before).put(piece).flip().position(before);
            int size = buffer.remaining();
            boolean needed = scanner.needed(buffer);
            ByteBuffer stuffed = encoder.stuff(buffer, 2);
            assertEquals(needed, stuffed.remaining() > size);
            assertTrue(stuffed.capacity() - stuffed.limit() >= 2 || stuffed.remaining() == 0, "room");
            wire.write(stuffed.array(), stuffed.arrayOffset() + stuffed.position(), stuffed.remaining());
        }
        ByteBuffer end = ByteBuffer.allocate(5);
        encoder.finish(end);
        wire.write(end.array(), 0, end.position());
        return wire.toString(StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String text, long seed) {
        DotStuffing.Encoder encoder = new DotStuffing.Encoder();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        ByteBuffer out = ByteBuffer.allocate(7);
        List<ByteBuffer> pieces = Pieces.of(Pieces.octets(text), seed, 5);
        for (ByteBuffer piece : pieces) {
            while (piece.hasRemaining()) {
                encoder.encode(piece, out);
                wire.write(out.array(), 0, out.position());
                out.clear();
            }
        }
        encoder.finish(out);
        wire.write(out.array(), 0, out.position());
        return wire.toString(StandardCharsets.ISO_8859_1);
    }
}
