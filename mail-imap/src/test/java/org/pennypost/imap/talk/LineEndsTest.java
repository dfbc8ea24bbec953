package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    @Test
    void soundTextIsNotCopied() {
        ByteBuffer text = octets("a\r\n\r\nb");
        assertSame(text, new LineEnds().mend(text, true));
    }

    @Test
    void bareLineFeedBecomesLineEnd() {
        assertEquals("a\r\n\r\nb\r\n", mended(List.of("a\n\nb\r\n")));
    }

    // What would be a line end to some and nothing to others: SMTP smuggling, CVE-2023-51764 and its kin.
    @Test
    void bareCarriageReturnBecomesSpace() {
        assertEquals("a .\r\n  b ", mended(List.of("a\r.\r\n\r\rb\r")));
    }

    @Test
    void lineEndMayLieBetweenChunks() {
        assertEquals("a\r\nb c", mended(List.of("a\r", "\nb\r", "c")));
    }

    // RFC9051-4.3.1-b
    @Test
    void nulIsSeen() {
        LineEnds ends = new LineEnds();
        ends.mend(octets("ab"), false);
        assertFalse(ends.sawNul());
        ends.mend(octets("a\0b"), false);
        assertTrue(ends.sawNul());
    }

    @Property
    void everyCuttingGivesTheSameAndNothingBareIsLeft(
            @ForAll @StringLength(max = 20) @Chars({'\r', '\n', 'a'}) String text,
            @ForAll @IntRange(min = 1, max = 5) int size) {
        String expected = mended(List.of(text));
        List<String> pieces = IntStream.range(0, (text.length() + size) / size)
                .mapToObj(i -> text.substring(i * size, Math.min(text.length(), (i + 1) * size)))
                .toList();
        assertEquals(expected, mended(pieces));
        assertFalse(expected.replace("\r\n", "").contains("\r"));
        assertFalse(expected.replace("\r\n", "").contains("\n"));
    }

    private static String mended(List<String> chunks) {
        LineEnds ends = new LineEnds();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < chunks.size(); i++) {
            ByteBuffer mended = ends.mend(octets(chunks.get(i)), i == chunks.size() - 1);
            while (mended.hasRemaining()) {
                out.write(mended.get());
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
