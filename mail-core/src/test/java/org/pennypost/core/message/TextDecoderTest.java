package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Texts of parts, as a search reads them. */
class TextDecoderTest {

    @Test
    void transferEncodingAndCharsetComeOff() {
        MimeFields fields = Texts.fields(
                "Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable");
        assertEquals("\u00fcber \u00e4", decode(fields, Texts.octets("=FCber =\r\n\u00e4"), 3));
    }

    @Test
    void charactersAreSplitOverChunks() {
        MimeFields fields = Texts.fields("Content-Type: text/plain; charset=utf-8");
        String text = "\u20ac\ud83d\udceb".repeat(5000);
        for (int size : new int[] {1, 2, 3, 4095, 4096, 4097, 100_000}) {
            assertEquals(text, decode(fields, text.getBytes(StandardCharsets.UTF_8), size));
        }
    }

    @Test
    void whatCannotBeDecodedIsReplaced() {
        assertEquals(
                "a\ufffd", decode(Texts.fields("Content-Type: text/plain; charset=utf-8"), Texts.octets("a\u00e4"), 1));
        assertEquals("a", decode(Texts.fields("Content-Type: text/plain; charset=x-none"), Texts.octets("a"), 1));
        assertEquals("YQ==", decode(Texts.fields("Content-Transfer-Encoding: x-none"), Texts.octets("YQ=="), 1));
    }

    private static String decode(MimeFields fields, byte[] octets, int size) {
        StringBuilder text = new StringBuilder();
        TextDecoder decoder = TextDecoder.with(fields, text::append);
        for (int at = 0; at < octets.length; at += size) {
            decoder.feed(ByteBuffer.wrap(octets, at, Math.min(size, octets.length - at)));
        }
        decoder.finish();
        return text.toString();
    }
}
