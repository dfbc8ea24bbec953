package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is sent on to where only ASCII passes. */
// RFC6152-3-h RFC6152-3-i
class SevenBitTest {
    @Test
    void textBecomesQuotedPrintable() {
        assertEquals("""
                Content-Type: text/plain; charset=utf-8
                MIME-Version: 1.0
                Content-Transfer-Encoding: quoted-printable

                Gr=C3=BC=C3=9Fe =3D gr=20
                x\t=20
                """.replace("\n", "\r\n"), encoded("""
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8Bit

                Grüße = gr\s
                x\t\s
                """));
    }

    @Test
    void whatIsNoMimeBecomesIt() {
        assertEquals("""
                Subject: x
                MIME-Version: 1.0
                Content-Type: text/plain; charset=unknown-8bit
                Content-Transfer-Encoding: quoted-printable

                =C3=BC
                """.replace("\n", "\r\n"), encoded("Subject: x\n\nü\n"));
    }

    @Test
    void eachPartIsEncodedAndWhatIsAroundThemSaysSo() {
        assertEquals("""
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=o
                Content-Transfer-Encoding: 7bit

                --o
                Content-Type: image/x
                Content-Transfer-Encoding: base64

                w7w=
                --o
                Content-Type: multipart/digest; boundary=d

                --d

                Subject: inner
                MIME-Version: 1.0
                Content-Type: text/plain; charset=unknown-8bit
                Content-Transfer-Encoding: quoted-printable

                =C3=BC
                --d--
                --o
                Content-Transfer-Encoding: 7bit

                as = it is
                --o--
                """.replace("\n", "\r\n"), encoded("""
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=o
                Content-Transfer-Encoding: 8bit

                --o
                Content-Type: image/x
                Content-Transfer-Encoding: binary

                ü
                --o
                Content-Type: multipart/digest; boundary=d

                --d

                Subject: inner

                ü
                --d--
                --o
                Content-Transfer-Encoding: 7bit

                as = it is
                --o--
                """));
    }

    /** RFC 1847 §2.1. */
    @Test
    void whatIsSignedStaysAndDoesNotPass() {
        String signed = """
                Content-Type: multipart/signed; boundary=s

                --s
                Content-Transfer-Encoding: 8bit

                ü
                --s--
                """;
        TransferEncoder encoder = TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
        assertEquals(signed.replace("\n", "\r\n"), encoded(signed, encoder));
        assertFalse(encoder.isAscii());
    }

    @Test
    void aFieldThatIsNotAsciiDoesNotPass() {
        TransferEncoder encoder = TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
        encoded("Subject: ü\n\nx\n", encoder);
        assertFalse(encoder.isAscii());
    }

    @Property(tries = 500)
    void quotedPrintableLosesNothingAndItsLinesAreShort(@ForAll @Size(max = 400) byte[] body) throws IOException {
        QuotedPrintableLines lines = new QuotedPrintableLines();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i++) {
            lines.encode(body, i, i + 1, out);
        }
        lines.finish(out);
        assertArrayEquals(body, decoded(TransferEncoding.QUOTED_PRINTABLE, out.toByteArray()));
        for (String line : out.toString(StandardCharsets.ISO_8859_1).split("\r\n")) {
            assertTrue(line.length() <= 76 && line.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7F), line);
        }
    }

    @Property(tries = 300)
    void aBodyComesOutAsItWentInHoweverItIsCut(
            @ForAll @Size(max = 300) byte[] body, @ForAll @IntRange(min = 1, max = 80) int piece) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes("Content-Transfer-Encoding: 8bit\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        TransferEncoder encoder = TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
        byte[] passed = encoded(message.toByteArray(), piece, encoder);
        assertTrue(encoder.isAscii());
        assertArrayEquals(body, contents(passed).get(0));
    }

    @Test
    void partsOfRealMessagesStayWhatTheyAre() throws IOException {
        Path corpus = CorpusTest.shared().resolve("corpus");
        assumeTrue(Files.isDirectory(corpus), () -> "no messages in " + corpus + "; set PENNYPOST_SHARED to run this");
        int changed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(corpus.resolve("msg"))) {
            for (Path file : files) {
                byte[] message = Texts.withCrlf(Files.readAllBytes(file));
                TransferEncoder encoder = TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
                byte[] passed = encoded(message, 1000, encoder);
                List<byte[]> before = contents(message);
                List<byte[]> after = contents(passed);
                assertEquals(before.size(), after.size(), file.toString());
                for (int i = 0; i < before.size(); i++) {
                    assertArrayEquals(before.get(i), after.get(i), file + ", part " + i);
                }
                changed += passed.length == message.length ? 0 : 1;
            }
        }
        assertTrue(changed > 10, changed + " were encoded");
    }

    private static String encoded(String message) {
        TransferEncoder encoder = TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
        String passed = encoded(message, encoder);
        assertTrue(encoder.isAscii(), passed);
        return passed;
    }

    private static String encoded(String message, TransferEncoder encoder) {
        byte[] octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new String(encoded(octets, 7, encoder), StandardCharsets.UTF_8);
    }

    private static byte[] encoded(byte[] octets, int piece, TransferEncoder encoder) {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        for (int i = 0; i < octets.length; i += piece) {
            add(encoder.encode(ByteBuffer.wrap(octets, i, Math.min(piece, octets.length - i))), passed);
        }
        add(encoder.finish(), passed);
        return passed.toByteArray();
    }

    private static void add(ByteBuffer octets, ByteArrayOutputStream to) {
        to.write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
    }

    /** What the leaves of a message hold, decoded. */
    private static List<byte[]> contents(byte[] message) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        gather(message, Texts.parse(message).root(), contents);
        return contents;
    }

    private static void gather(byte[] message, MimePart part, List<byte[]> into) throws IOException {
        if (part instanceof MimePart.Multipart multipart) {
            for (MimePart one : multipart.parts()) {
                gather(message, one, into);
            }
        } else if (part instanceof MimePart.Embedded embedded) {
            gather(message, embedded.message().root(), into);
        } else {
            byte[] body = Texts.octets(Texts.text(message, part.body()));
            TransferEncoding encoding =
                    TransferEncoding.of(part.fields().encoding()).orElse(TransferEncoding.BINARY);
            into.add(decoded(encoding, body));
        }
    }

    private static byte[] decoded(TransferEncoding encoding, byte[] body) throws IOException {
        TransferDecoder decoder = encoding.decoder();
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        ByteBuffer out = ByteBuffer.allocate(4096);
        ByteBuffer in = ByteBuffer.wrap(body);
        while (in.hasRemaining()) {
            decoder.decode(in, out);
            add(out.flip(), decoded);
            out.clear();
        }
        while (!decoder.finish(out)) {
            add(out.flip(), decoded);
            out.clear();
        }
        add(out.flip(), decoded);
        return decoded.toByteArray();
    }
}
