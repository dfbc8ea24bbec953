package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any octets are a message, however they are cut. */
class GarbagePropertyTest {
    private static final MessageLimits SMALL = new MessageLimits(200, 400, 4, 8, 6, 3, 5);

    @Property(tries = 3000)
    void anyOctetsInAnyChunks(@ForAll("messages") byte[] message, @ForAll long seed, @ForAll boolean small) {
        MessageLimits limits = small ? SMALL : MessageLimits.DEFAULTS;
        MessageStructure whole = MessageParser.parse(ByteBuffer.wrap(message), limits);
        Invariants.check(message, whole);
        assertEquals(whole, cut(message, MessageParser.with(limits), new Random(seed)));
    }

    @Property(tries = 3000)
    void bareLineFeedsCountAsIfTheyHadTheirCr(
            @ForAll("messages") byte[] message, @ForAll long seed, @ForAll boolean small) {
        MessageLimits limits = small ? SMALL : MessageLimits.DEFAULTS;
        byte[] whole = Texts.withCrlf(message);
        MessageParser parser = MessageParser.asCrLf(limits);
        assertEquals(MessageParser.parse(ByteBuffer.wrap(whole), limits), cut(message, parser, new Random(seed)));
        assertEquals(whole.length, parser.octets());
        assertEquals(
                Header.parse(ByteBuffer.wrap(whole), limits).octets(),
                parser.header().octets());
    }

    @Property
    void anyOctetsAreAHeaderAndItsValues(@ForAll("messages") byte[] octets) {
        Header header = Header.parse(ByteBuffer.wrap(octets), MessageLimits.DEFAULTS);
        long at = 0;
        for (HeaderField field : header) {
            assertEquals(at, field.extent().offset());
            at = field.extent().end();
            read(field.value());
        }
        assertEquals(
                octets.length,
                octets.length - header.octets().remaining() + header.octets().remaining());
        Envelope.of(header, MessageLimits.DEFAULTS);
        MimeFields.of(header, MessageLimits.DEFAULTS).type().parameters().forEach(Parameter::text);
    }

    @Property
    void anyOctetsAreAValue(@ForAll("values") String value) {
        read(RawText.copyOf(ByteBuffer.wrap(Texts.octets(value))));
        new AddressListReader(RawText.copyOf(ByteBuffer.wrap(Texts.octets(value))), 10).read();
        MimeFields.of(Texts.header("Content-Type: a/b;" + value), MessageLimits.DEFAULTS)
                .type()
                .parameters()
                .forEach(Parameter::text);
    }

    private static void read(RawText value) {
        value.decoded();
        HeaderDate.parse(value);
        MessageIds.parse(value);
        BaseSubject.of(value.decoded());
    }

    private static MessageStructure cut(byte[] message, MessageParser parser, Random random) {
        int at = 0;
        while (at < message.length) {
            int size = Math.min(message.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
            parser.feed(ByteBuffer.wrap(message, at, size));
            at += size;
        }
        return parser.finish();
    }

    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\r\n",
                "\r\n",
                "\n",
                "\r",
                "--b",
                "--bc",
                "--",
                "-",
                "\r\n--b\r\n",
                "\r\n--b--\r\n",
                "\r\n--bc\r\n\r\n",
                "Content-Type: multipart/mixed; boundary=b\r\n",
                "Content-Type: multipart/digest; boundary=bc\r\n\r\n",
                "Content-Type: message/rfc822\r\n\r\n",
                "Content-Type: text/plain; charset*0*=utf-8''%41; charset*1=x\r\n",
                "From: a (b) <c@d>, e: f@g;\r\n",
                "Subject: =?utf-8?q?x?=\r\n",
                " ",
                "\t",
                ":",
                "x",
                "(",
                "\"",
                "\u0000",
                "\u00ff",
                "text of some length that fills the line and goes on");
        return pieces.list().ofMaxSize(40).map(list -> Texts.octets(String.join("", list)));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                        "(",
                        ")",
                        "\"",
                        "\\",
                        "<",
                        ">",
                        "@",
                        ",",
                        ";",
                        ":",
                        ".",
                        "[",
                        "]",
                        "=",
                        "?",
                        "=?",
                        "?=",
                        "*",
                        "'",
                        "%",
                        " ",
                        "\r\n ",
                        "a",
                        "B",
                        "1",
                        "0",
                        "=?utf-8?b?",
                        "re",
                        "fwd",
                        "Jan",
                        "\u00e4",
                        "\u0000",
                        "<a@b>")
                .list()
                .ofMaxSize(30)
                .map(list -> String.join("", list));
    }
}
