package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

// RFC3030-3-k, RFC3030-3-l, RFC3030-3-m
class TransferEncoderTest {
    @Test
    void leavesAloneWhatIsNotBinary() {
        String message = "Content-Type: multipart/mixed; boundary=b\r\n\r\nx\r\n--b\r\n\r\n1\0\r2\r\n--b--\r\nend\r\n";
        assertEquals(message, encoded(message));
        assertEquals("a: b", encoded("a: b"));
        assertEquals("", encoded(""));
    }

    @Test
    void encodesASinglePart() {
        assertEquals(
                "A: 1\r\nB: 2\r\nContent-Transfer-Encoding: base64\r\n\r\nAA0K\r\n",
                encoded("A: 1\r\nContent-transfer-encoding:\r\n\tBinary\r\nB: 2\r\n\r\n\0\r\n"));
        assertEquals(
                "Content-Transfer-Encoding: base64\r\n\r\n\r\n", encoded("Content-Transfer-Encoding: binary\r\n\r\n"));
    }

    @Test
    void encodesLeavesAndKeepsWhatIsAroundThem() {
        assertEquals("""
                Content-Type: multipart/mixed; boundary="o"
                Content-Transfer-Encoding: 8bit

                preamble --o
                --o
                Content-Type: multipart/related; boundary=oo

                --oo
                Content-Transfer-Encoding: base64

                LS1vb28NDQotLQ0K
                --oo\t
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 8bit

                Content-Transfer-Encoding: base64

                cA==
                --o--
                --oo
                epilogue
                """.replace("\n", "\r\n"), encoded("""
                Content-Type: multipart/mixed; boundary="o"
                Content-Transfer-Encoding: binary

                preamble --o
                --o
                Content-Type: multipart/related; boundary=oo

                --oo
                Content-Transfer-Encoding: binary

                --ooo\r
                --

                --oo\t
                Content-Type: message/rfc822
                Content-Transfer-Encoding: binary

                Content-Transfer-Encoding: binary

                p
                --o--
                --oo
                epilogue
                """.replace("\n", "\r\n")));
    }

    /** Whoever stores it has no other way to keep it. */
    @Test
    void encodesWhatIsSignedToo() {
        assertEquals(
                "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + "AA==\r\n--b--\r\n",
                encoded("Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Transfer-Encoding: binary\r\n\r\n\0\r\n--b--\r\n"));
    }

    @Test
    void holdsNoMoreThanTheLimitOfAHeader() {
        MessageLimits small = new MessageLimits(100, 100, 2, 2, 70, 4, 4);
        TransferEncoder encoder = TransferEncoder.lines(small);
        int given = 0;
        for (int i = 0; i < 1000; i++) {
            given += encoder.encode(ByteBuffer.wrap(new byte[] {'x'})).remaining();
        }
        assertEquals(1000, given + encoder.finish().remaining());
        assertEquals(true, given >= 900);
    }

    @Property(tries = 300)
    void losesNothingHoweverItIsCut(
            @ForAll @Size(max = 300) byte[] body, @ForAll @IntRange(min = 1, max = 80) int piece) {
        byte[] head =
                "Content-Type: multipart/x; boundary=\"--\"\r\n\r\n----\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head);
        message.writeBytes(body);
        message.writeBytes("\r\n------\r\n".getBytes(StandardCharsets.ISO_8859_1));
        String text = encoded(message.toByteArray(), piece);
        int from = text.indexOf("base64\r\n\r\n") + 10;
        String base64 = text.substring(from, text.indexOf("\r\n------\r\n", from));
        assertArrayEquals(body, Base64.getMimeDecoder().decode(base64));
        base64.lines().forEach(line -> assertEquals(true, line.length() <= 76));
    }

    /** Whole and octet by octet. */
    private static String encoded(String message) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        String whole = encoded(octets, Math.max(1, octets.length));
        assertEquals(whole, encoded(octets, 1));
        return whole;
    }

    private static String encoded(byte[] octets, int piece) {
        TransferEncoder encoder = TransferEncoder.lines(MessageLimits.DEFAULTS);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length; i += piece) {
            ByteBuffer in = ByteBuffer.wrap(octets, i, Math.min(piece, octets.length - i));
            text.append(StandardCharsets.ISO_8859_1.decode(encoder.encode(in)));
        }
        return text.append(StandardCharsets.ISO_8859_1.decode(encoder.finish())).toString();
    }
}
