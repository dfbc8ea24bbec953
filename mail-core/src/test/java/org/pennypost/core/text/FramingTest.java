package org.pennypost.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FramingTest {
    // RFC 9051 §4.3
    @Test
    void countedBlockEndsAfterItsOctets() {
        Framing framing = Framing.exactly(5);
        ByteBuffer out = ByteBuffer.allocate(4);
        ByteBuffer in = ByteBuffer.wrap(Pieces.octets("abcdeNOOP"));
        assertFalse(framing.decode(in, out));
        assertEquals("abcd", Pieces.text(out.flip()));
        assertTrue(framing.decode(in, out.clear()));
        assertEquals("e", Pieces.text(out.flip()));
        assertEquals("NOOP", Pieces.text(in));
    }

    // RFC 9051 §4.3: a literal may be empty.
    @Test
    void emptyBlockEndsAtOnce() {
        ByteBuffer in = ByteBuffer.allocate(0);
        assertTrue(Framing.exactly(0).decode(in, ByteBuffer.allocate(4)));
    }
}
