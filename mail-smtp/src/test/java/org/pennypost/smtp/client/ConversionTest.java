package org.pennypost.smtp.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.TransferEncoder;
import org.pennypost.smtp.SmtpClient;

/** Messages that a server does not take as they are. */
// RFC6409-8-a RFC6152-3-g RFC6152-3-i RFC5321-2.2.3-a RFC3030-3-j RFC3030-3-k
class ConversionTest {
    private static final SmtpClient CLIENT = SmtpClient.named("me.example");
    private static final MailOptions EIGHT_BIT = MailOptions.NONE.body(MailOptions.Body.EIGHT_BIT_MIME);
    private static final MailOptions BINARY = MailOptions.NONE.body(MailOptions.Body.BINARY_MIME);

    @Test
    void eightBitPartsAreEncodedWhereOnlyAsciiPasses() {
        sent(EIGHT_BIT, "A: b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n.\u00fc\r\n", "SIZE 1000")
                .client("MAIL FROM:<a@example.com> SIZE=129")
                .server("250 ok")
                .client("RCPT TO:<b@example.org>")
                .server("250 ok")
                .client("DATA")
                .server("354 go on")
                .client(
                        "A: b",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=unknown-8bit",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "..=C3=BC",
                        ".");
    }

    /** A signature over it goes on to hold. */
    @Test
    void whatIsAsciiLeavesAsItIsWhateverItSays() {
        sent(EIGHT_BIT, "Content-Transfer-Encoding: 8bit\r\n\r\nx =\r\n", "CHUNKING")
                .client("MAIL FROM:<a@example.com>")
                .server("250 ok")
                .client("RCPT TO:<b@example.org>")
                .server("250 ok")
                .client("BDAT 40 LAST", "Content-Transfer-Encoding: 8bit", "", "x =");
    }

    /** RFC 3030 §4. */
    @Test
    void binaryPartsAreEncodedWhereOnlyLinesPass() {
        sent(BINARY, "A: \u00fc\r\nContent-Transfer-Encoding: binary\r\n\r\n\0", "8BITMIME")
                .client("MAIL FROM:<a@example.com> BODY=8BITMIME")
                .server("250 ok")
                .client("RCPT TO:<b@example.org>")
                .server("250 ok")
                .client("DATA")
                .server("354 go on")
                .client("A: \u00fc", "Content-Transfer-Encoding: base64", "", "AA==", ".");
    }

    /** What is left of a damaged message must not arrive as if it were all of it. */
    @Test
    void aMessageThatIsShorterThanItWasIsNotSent() {
        Content left = MemoryContent.of("A: b\r\n\r\n\u00fc".getBytes(StandardCharsets.UTF_8));
        Content damaged = new Content() {
            @Override
            public long size() {
                return left.size() + 1;
            }

            @Override
            public Reader open() throws StoreException {
                return left.open();
            }

            @Override
            public boolean dotFree() {
                return false;
            }

            @Override
            public Optional<FileSlice> file() {
                return Optional.empty();
            }
        };
        Outgoing mail = Script.mail(EIGHT_BIT, "", "b@example.org");
        Script script = new Script(CLIENT, new Outgoing(mail.from(), mail.options(), mail.recipients(), damaged));
        script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250 mx.example.org")
                .client();
        assertEquals("DEFERRED CONNECTION 4.3.0", script.outcomes());
    }

    @Property(tries = 50)
    void isReadAtAnyPlaceInPiecesOfAnySize(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3_000) int piece,
            @ForAll @IntRange(max = 5_000) int from)
            throws Exception {
        byte[] body = new byte[100_000];
        new Random(seed).nextBytes(body);
        Content original = MemoryContent.of(body);
        ConvertedContent.Measure measure = ConvertedContent.measure(original, ConversionTest::encoder);
        Content converted = new ConvertedContent(original, measure.size(), ConversionTest::encoder);
        byte[] whole = read(converted, 0, 1 << 20);
        assertEquals(measure.size(), whole.length);
        assertTrue(whole.length > 100_000);
        try (Content.Reader reader = converted.open()) {
            ByteBuffer some = ByteBuffer.allocate(piece);
            assertEquals(piece, reader.read(from + 10L, some));
            assertArrayEquals(Arrays.copyOfRange(whole, from + 10, from + 10 + piece), some.array());
            assertEquals(piece, reader.read(from, some.clear()));
            assertArrayEquals(Arrays.copyOfRange(whole, from, from + piece), some.array());
            assertEquals(-1, reader.read(whole.length, some.clear()));
        }
    }

    /** Encodes all of what has no header. */
    private static TransferEncoder encoder() {
        TransferEncoder encoder = TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
        encoder.encode(ByteBuffer.wrap("A: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        return encoder;
    }

    private static byte[] read(Content content, long from, int most) throws Exception {
        ByteBuffer all = ByteBuffer.allocate(most);
        try (Content.Reader reader = content.open()) {
            reader.read(from, all);
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private static Script sent(MailOptions options, String text, String offer) {
        Script script = new Script(CLIENT, Script.mail(options, text, "b@example.org"));
        return script.server("220 mx.example.org")
                .client("EHLO me.example")
                .server("250-mx.example.org", "250 " + offer);
    }
}
