package org.pennypost.smtp.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HeaderWatchTest {
    @Test
    void notesTheFieldsOfAHeader() {
        HeaderWatch header =
                watched("Received: a\r\nDATE: b\r\n c:d\r\nReceived : e\r\nMessage-Id:f\r\n\r\nReceived: g\r\n");
        assertTrue(header.complete());
        assertEquals(4, header.fields());
        assertEquals(2, header.received());
        assertTrue(header.date());
        assertTrue(header.messageId());
    }

    @Test
    void aFirstLineThatIsNoFieldIsNoHeader() {
        for (String text : List.of("Hello\r\nDate: x\r\n", "\r\nDate: x\r\n", " Date: x\r\n", ": x\r\nDate: x\r\n")) {
            HeaderWatch header = watched(text);
            assertTrue(header.complete(), text);
            assertEquals(0, header.fields(), text);
            assertFalse(header.date(), text);
        }
    }

    @Test
    void onlyABlankLineEndsAHeader() {
        for (String line : List.of("text", ": x", "two words: x", "x\r", "\u00fcx: y")) {
            HeaderWatch header = watched("X: y\r\n" + line + "\r\n folded\r\nDate: x\r\n");
            assertFalse(header.complete(), line);
            assertTrue(header.date(), line);
            header.watch(octets("\r\nMessage-ID: x\r\n"));
            assertTrue(header.complete(), line);
            assertFalse(header.messageId(), line);
        }
    }

    @Test
    void namesAreWholeNames() {
        HeaderWatch header = watched("Dat: x\r\nDatex: x\r\nX-Date: x\r\nReceived-SPF: x\r\nMessage-ID-Old: x\r\n\r\n");
        assertEquals(5, header.fields());
        assertEquals(0, header.received());
        assertFalse(header.date() || header.messageId());
    }

    @Property
    boolean seesTheSameHoweverItIsCut(@ForAll("messages") String text, @ForAll List<Integer> cuts) {
        HeaderWatch whole = watched(text);
        HeaderWatch cut = new HeaderWatch();
        int at = 0;
        for (int i = 0; at < text.length(); i++) {
            int size = cuts.isEmpty() ? 1 : 1 + Math.floorMod(cuts.get(i % cuts.size()), 5);
            int to = Math.min(text.length(), at + size);
            cut.watch(octets(text.substring(at, to)));
            at = to;
        }
        return whole.complete() == cut.complete()
                && whole.fields() == cut.fields()
                && whole.received() == cut.received()
                && whole.date() == cut.date()
                && whole.messageId() == cut.messageId();
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(
                        "Received", "Date", "Message-ID", "X", ":", " ", "\t", "\r\n", "\r", "\n", "text", "\u0000")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    private static HeaderWatch watched(String text) {
        HeaderWatch header = new HeaderWatch();
        header.watch(octets(text));
        return header;
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
