package org.pennypost.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    @Test
    void findsWhatHasNoPlaceInLines() {
        assertEquals("", faults("a\r\nb\r\n\r\n\u00FF\r\n"));
        assertEquals("LF", faults("\na"));
        assertEquals("LF", faults("a\r\n\nb"));
        assertEquals("CR", faults("a\rb"));
        assertEquals("CR", faults("a\r\r\nb"));
        assertEquals("CR", faults("a\r\u00FF"));
        assertEquals("CR", faults("a\r"));
        assertEquals("NUL", faults("a\0b"));
        assertEquals("CR LF NUL", faults("\n\r\0"));
    }

    /** Whole and octet by octet. */
    private static String faults(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        LineEnds whole = new LineEnds();
        whole.watch(ByteBuffer.wrap(octets));
        LineEnds one = new LineEnds();
        for (int i = 0; i < octets.length; i++) {
            one.watch(ByteBuffer.wrap(octets, i, 1));
        }
        assertEquals(text(whole), text(one));
        return text(whole);
    }

    private static String text(LineEnds ends) {
        return ((ends.bareCr(true) ? "CR " : "") + (ends.bareLf() ? "LF " : "") + (ends.nul() ? "NUL" : "")).strip();
    }
}
