package org.pennypost.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineFramerTest {
    private static final int LIMIT = 16;

    // RFC 5321 §2.3.8
    @Test
    void lineEndsWithCrlf() {
        assertEquals(List.of("NONE:NOOP", "NONE:", "NONE:QUIT now"), lines(pieces("NOOP\r\n\r\nQUIT now\r\n")));
    }

    // RFC 5321 §2.3.8, §4.1.1.4
    @Test
    void bareCrAndBareLfAreAtFault() {
        assertEquals(
                List.of("BARE_LF:NOOP", "NONE:next", "BARE_CR:a\rb", "BARE_CR:a\r", "NONE:next", "BARE_LF:"),
                lines(pieces("NOOP\nnext\r\na\rb\r\na\r\r\nnext\r\n\n")));
    }

    @Test
    void nulIsAtFault() {
        assertEquals(List.of("NUL:a\0b", "NONE:next"), lines(pieces("a\0b\r\nnext\r\n")));
    }

    @Test
    void lineAtTheLimitIsTakenAndOneOverIsNot() {
        String most = "x".repeat(LIMIT - 2);
        assertEquals(
                List.of("NONE:" + most, "TOO_LONG:", "NONE:" + most, "TOO_LONG:", "NONE:next"),
                lines(pieces(most + "\r\n" + most + "y\r\n" + most + "\r\n" + "z".repeat(1000) + "\r\nnext\r\n")));
    }

    @Test
    void whatFollowsALineIsNotTouched() {
        LineFramer framer = new LineFramer();
        ByteBuffer in = ByteBuffer.wrap(Pieces.octets("one\r\ntwo"));
        assertTrue(framer.frame(in, LIMIT));
        assertEquals(5, in.position());
        assertFalse(framer.midLine());
        assertFalse(framer.frame(in, LIMIT));
        assertTrue(framer.midLine());
        assertFalse(in.hasRemaining());
    }

    @Test
    void lineStaysValidWhenTheNextIsFramed() {
        LineFramer framer = new LineFramer();
        framer.frame(ByteBuffer.wrap(Pieces.octets("on")), LIMIT);
        framer.frame(ByteBuffer.wrap(Pieces.octets("e\r\n")), LIMIT);
        ByteBuffer one = framer.line();
        framer.frame(ByteBuffer.wrap(Pieces.octets("tw")), LIMIT);
        framer.frame(ByteBuffer.wrap(Pieces.octets("o\r\n")), LIMIT);
        assertEquals("one", Pieces.text(one));
        assertEquals("two", Pieces.text(framer.line()));
    }

    @Property(tries = 500)
    void linesAreTheSameHoweverTheyAreCut(@ForAll("streams") String stream, @ForAll long seed) {
        List<String> whole = lines(List.of(ByteBuffer.wrap(Pieces.octets(stream))));
        assertEquals(whole, lines(Pieces.of(Pieces.octets(stream), seed, 1)));
        assertEquals(whole, lines(Pieces.of(Pieces.octets(stream), seed, 7)));
        assertEquals(stream.chars().filter(c -> c == '\n').count(), whole.size());
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of("a", "bc", "\r\n", "\r", "\n", "\0", "0123456789", " ", "\u00ff", ".")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static List<ByteBuffer> pieces(String stream) {
        return Pieces.of(Pieces.octets(stream), 1, 3);
    }

    /** The fault and text of each line. */
    private static List<String> lines(List<ByteBuffer> pieces) {
        LineFramer framer = new LineFramer();
        List<String> lines = new ArrayList<>();
        for (ByteBuffer piece : pieces) {
            while (piece.hasRemaining() && framer.frame(piece, LIMIT)) {
                lines.add(framer.fault() + ":" + Pieces.text(framer.line()));
            }
        }
        return lines;
    }
}
