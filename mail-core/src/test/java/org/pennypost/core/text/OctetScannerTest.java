package org.pennypost.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OctetScannerTest {
    @Test
    void movesOverWhatIsThere() {
        OctetScanner in = OctetScanner.of("FETCH 12:* (flags)");
        assertTrue(in.skipIgnoringCase("fetch"));
        in.expect(' ');
        assertEquals(12, in.number(99));
        assertFalse(in.skip(','));
        assertTrue(in.skip(':'));
        assertEquals('*', in.peek());
        assertEquals(' ', in.peek(1));
        assertEquals('*', in.next());
        in.expectIgnoringCase(" (FLAGS");
        assertEquals(17, in.position());
        assertEquals(1, in.remaining());
        assertThrows(SyntaxException.class, in::expectEnd);
        assertEquals(')', in.next());
        in.expectEnd();
        assertTrue(in.atEnd());
        assertEquals(OctetScanner.END, in.peek());
        assertEquals(OctetScanner.END, in.next());
        assertEquals(OctetScanner.END, in.peek(3));
    }

    @Test
    void whatIsNotThereIsASyntaxErrorThatRepeatsNothing() {
        OctetScanner in = OctetScanner.of("secret");
        for (Runnable move : new Runnable[] {
            () -> in.expect(' '),
            () -> in.expect('('),
            () -> in.expectIgnoringCase("SELECT"),
            () -> in.number(9),
            () -> in.take(OctetSet.DIGIT, "digits"),
            () -> in.text(OctetSet.DIGIT, "digits"),
            in::expectEnd
        }) {
            SyntaxException fault = assertThrows(SyntaxException.class, move::run);
            assertFalse(fault.getMessage().contains("secret"));
            assertEquals(0, in.position());
        }
    }

    @Test
    void positionGoesBack() {
        OctetScanner in = OctetScanner.of("abc");
        in.next();
        in.position(0);
        assertEquals("abc", in.text(OctetSet.ALPHA, "letters"));
        assertThrows(IllegalArgumentException.class, () -> in.position(4));
        assertThrows(IllegalArgumentException.class, () -> in.position(-1));
    }

    @Test
    void viewsAreReadOnlyAndOfTheLine() {
        byte[] room = Pieces.octets("..word rest..");
        OctetScanner in = OctetScanner.of(ByteBuffer.wrap(room, 2, 9));
        ByteBuffer word = in.take(OctetSet.ALPHA, "a word");
        assertEquals("word", Pieces.text(word));
        assertThrows(ReadOnlyBufferException.class, () -> word.put(0, (byte) 'x'));
        assertEquals("ord", Pieces.text(in.slice(1, 4)));
        in.expect(' ');
        assertEquals("rest", Pieces.text(in.rest()));
        assertTrue(in.atEnd());
    }

    @Test
    void buffersWithoutAnArrayAreScannedToo() {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(4).put(Pieces.octets("\u00ffabc")).flip();
        OctetScanner in = OctetScanner.of(direct.position(1));
        assertEquals("abc", in.text(OctetSet.ALPHA, "letters"));
        assertEquals(1, direct.position());
        assertEquals(0xFF, OctetScanner.of(direct.position(0)).next());
    }

    @Test
    void numbersHaveABound() {
        assertEquals(4294967295L, OctetScanner.of("4294967295").number(4294967295L));
        assertThrows(SyntaxException.class, () -> OctetScanner.of("4294967296").number(4294967295L));
        assertEquals(Long.MAX_VALUE, OctetScanner.of("9223372036854775807").number(Long.MAX_VALUE));
        assertThrows(
                SyntaxException.class,
                () -> OctetScanner.of("9223372036854775808").number(Long.MAX_VALUE));
        assertEquals(7, OctetScanner.of("00000000000000000007").number(9));
        assertThrows(
                SyntaxException.class,
                () -> OctetScanner.of("000000000000000000007").number(9));
    }

    @Property
    void numberIsTakenIfAndOnlyIfItIsNotOverTheBound(
            @ForAll @LongRange(min = 0, max = 200) long number, @ForAll @LongRange(min = 0, max = 200) long max) {
        OctetScanner in = OctetScanner.of(number + "x");
        if (number <= max) {
            assertEquals(number, in.number(max));
            assertEquals('x', in.peek());
        } else {
            assertThrows(SyntaxException.class, () -> in.number(max));
        }
    }

    @Property
    void setsHoldWhatTheySay(@ForAll byte signed) {
        int octet = signed & 0xFF;
        assertEquals(octet >= '0' && octet <= '9', OctetSet.DIGIT.contains(octet));
        assertEquals(octet > ' ' && octet < 0x7F, OctetSet.VCHAR.contains(octet));
        assertEquals(octet >= 0x80, OctetSet.NON_ASCII.contains(octet));
        boolean hex = Character.digit(octet, 16) >= 0 && octet < 0x80;
        assertEquals(hex, OctetSet.HEXDIG.contains(octet));
        assertEquals(hex && octet != 'a', OctetSet.HEXDIG.without("a").contains(octet));
        assertEquals(hex || octet == '.', OctetSet.HEXDIG.and(".").contains(octet));
        assertFalse(OctetSet.NON_ASCII.contains(OctetScanner.END));
    }
}
