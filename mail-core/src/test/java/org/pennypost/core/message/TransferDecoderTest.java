package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2045 §6.7 and §6.8. */
class TransferDecoderTest {

    // RFC 2045 §6.7
    @Test
    void quotedPrintable() {
        assertEquals(
                "Now's the time for all folk to come to the aid of their country.",
                quoted("Now's the time =\r\nfor all folk to come=\r\n to the aid of their country."));
        assertEquals("a=b\u00e4", quoted("a=3Db=E4"));
        assertEquals("a\r\n\r\nb\n", quoted("a \t \r\n\r\nb\t\n"));
        assertEquals("a  b c", quoted("a  b= \t\r\n c"));
        assertEquals("ab", quoted("a=\nb="));
    }

    @Test
    void brokenQuotedPrintableIsPassedOn() {
        assertEquals("a=zz=b =\u00e4=", quoted("a=zz=b ==e4=3d"));
        assertEquals("= x", quoted("= x"));
        assertEquals("=4 ", quoted("=4 x").substring(0, 3));
        assertEquals("a\rb", quoted("a\rb"));
        assertEquals("a", quoted("a  "));
        assertEquals("a\r", quoted("a \r"));
        assertEquals("\u00e4", quoted("\u00e4"));
        assertEquals(" ".repeat(5000) + "x", quoted(" ".repeat(5000) + "x"));
    }

    // RFC 2045 §6.8
    @ParameterizedTest
    @CsvSource({
        "QWxhZGRpbjpvcGVuIHNlc2FtZQ==, Aladdin:open sesame",
        "'QWxh\r\nZGRp bjpv!\u00e4*cGVu\r\nIHNlc2FtZQ', Aladdin:open sesame",
        "'YQ==YQ==\r\n', aa",
        "'YWI=YWI=', abab",
        "'Y', ''",
        "'====', ''"
    })
    void base64(String encoded, String expected) {
        assertEquals(expected, decode(TransferDecoder.base64(), Texts.octets(encoded), 100, 100));
    }

    @Property
    void base64OfAnything(
            @ForAll byte[] octets,
            @ForAll @IntRange(min = 1, max = 9) int in,
            @ForAll @IntRange(min = 1, max = 9) int out) {
        byte[] encoded = Base64.getMimeEncoder().encode(octets);
        assertArrayEquals(octets, Texts.octets(decode(TransferDecoder.base64(), encoded, in, out)));
    }

    @Property
    void chunksDoNotMatter(
            @ForAll("encoded") String text,
            @ForAll @IntRange(min = 1, max = 9) int in,
            @ForAll @IntRange(min = 1, max = 9) int out) {
        for (TransferEncoding encoding : TransferEncoding.values()) {
            byte[] octets = Texts.octets(text);
            assertEquals(
                    decode(encoding.decoder(), octets, octets.length + 1, octets.length + 8),
                    decode(encoding.decoder(), octets, in, out));
        }
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> encoded() {
        return net.jqwik.api.Arbitraries.of("=", "=3D", " ", "\t", "\r", "\n", "\r\n", "a", "F", "QUJD", "\u00e4", "_")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Test
    void tokens() {
        assertEquals(Optional.of(TransferEncoding.BASE64), TransferEncoding.of("BASE64"));
        assertEquals(Optional.of(TransferEncoding.SEVEN_BIT), TransferEncoding.of("7bit"));
        assertEquals(Optional.empty(), TransferEncoding.of("uuencode"));
    }

    private static String quoted(String text) {
        byte[] octets = Texts.octets(text);
        return decode(TransferDecoder.quotedPrintable(), octets, octets.length + 1, octets.length + 8);
    }

    private static String decode(TransferDecoder decoder, byte[] octets, int in, int out) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        ByteBuffer room = ByteBuffer.allocate(out);
        for (int at = 0; at < octets.length; at += in) {
            ByteBuffer chunk = ByteBuffer.wrap(octets, at, Math.min(in, octets.length - at))
                    .asReadOnlyBuffer();
            while (chunk.hasRemaining()) {
                decoder.decode(chunk, room);
                drain(room, decoded);
            }
        }
        while (!decoder.finish(room)) {
            drain(room, decoded);
        }
        drain(room, decoded);
        return decoded.toString(StandardCharsets.ISO_8859_1);
    }

    private static void drain(ByteBuffer room, ByteArrayOutputStream into) {
        into.write(room.array(), 0, room.position());
        room.clear();
    }
}
