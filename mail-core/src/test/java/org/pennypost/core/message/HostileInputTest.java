package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an attacker sends to make a parser slow or large: each input takes milliseconds in linear time and minutes in
 * quadratic time.
 */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileInputTest {
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "=",
                "=?",
                "=?a?q?",
                "=?utf-8?q?a?= ",
                "<(",
                "\"(",
                "(\"",
                "a,",
                "a:",
                "a;",
                "<a",
                "a(",
                "(a)",
                "[a]",
                "[fwd:",
                "re:",
                "re[",
                "(fwd)",
                " ",
                "a ",
                "=?x",
                "*",
                "a*=",
                "a=b;",
                "a*1=b;",
                "%",
                "1 ",
                "\u00e4",
                "@[",
                "a@[;",
                "a@[,",
                "a@[>",
                "<@a:",
                "\r\n ",
                "\"\\",
                "(\\"
            })
    void oneMegabyteOfOneThingInEveryField(String piece) {
        String value = piece.repeat(MEGABYTE / piece.length() - 10);
        for (String name :
                new String[] {"From: ", "Subject: ", "Date: ", "Content-Type: text/plain; a=", "Content-Type: "}) {
            Header header = Texts.header(name + value);
            Envelope.of(header, MessageLimits.DEFAULTS);
            MimeFields.of(header, MessageLimits.DEFAULTS).type().parameters().forEach(Parameter::text);
        }
        RawText text = RawText.of(value);
        HeaderDate.parse(text);
        MessageIds.parse(text);
        BaseSubject.of(text.decoded());
    }

    @Test
    void aHeaderOfOneName() {
        byte[] message = Texts.octets("a".repeat(MEGABYTE) + ": x\r\n\r\n");
        assertEquals(message.length, Texts.parse(message).header().length());
        byte[] fields = Texts.octets("To:a\r\n".repeat(MEGABYTE / 6));
        assertEquals(
                MessageLimits.DEFAULTS.addresses(),
                Texts.parse(fields).envelope().to().size());
    }

    @Test
    void tenThousandBoundaries() {
        StringBuilder message = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (int i = 0; i < 10_000; i++) {
            message.append("--b\r\nContent-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n");
        }
        byte[] octets = Texts.octets(message.toString());
        Invariants.check(octets, Texts.parse(octets));
    }

    @Test
    void tenThousandLevels() {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        byte[] octets = Texts.octets(message.toString());
        MessageStructure structure = Texts.parse(octets);
        Invariants.check(octets, structure);
        assertEquals(MessageLimits.DEFAULTS.depth(), depth(structure.root()));
    }

    @Test
    void tenThousandMessagesInMessages() {
        byte[] octets = Texts.octets("Content-Type: message/rfc822\r\n\r\n".repeat(10_000));
        MessageStructure structure = Texts.parse(octets);
        Invariants.check(octets, structure);
        assertEquals(MessageLimits.DEFAULTS.depth(), depth(structure.root()));
    }

    @Test
    void aMillionParts() {
        byte[] octets =
                Texts.octets("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n".repeat(MEGABYTE));
        MimePart.Multipart root = (MimePart.Multipart) Texts.parse(octets).root();
        assertEquals(MessageLimits.DEFAULTS.parts() - 1, root.parts().size());
    }

    @Test
    void longLinesThatAlmostDelimit() {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            message.append("Content-Type: multipart/mixed; boundary=")
                    .append("a".repeat(200))
                    .append((char) ('A' + i))
                    .append("\r\n\r\n--")
                    .append("a".repeat(200))
                    .append((char) ('A' + i))
                    .append("\r\n");
        }
        message.append("\r\n").append(("--" + "a".repeat(200) + "!\r\n").repeat(20_000));
        byte[] octets = Texts.octets(message.toString());
        Invariants.check(octets, Texts.parse(octets));
    }

    @Test
    void aGigabyte() {
        MessageParser parser = MessageParser.with(MessageLimits.DEFAULTS);
        parser.feed(ByteBuffer.wrap(Texts.octets("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n")));
        byte[] lines = Texts.octets(("x".repeat(76) + "\r\n").repeat(840));
        int times = (1 << 30) / lines.length;
        for (int i = 0; i < times; i++) {
            parser.feed(ByteBuffer.wrap(lines));
        }
        MessageStructure structure = parser.finish();
        assertEquals(
                840L * times,
                ((MimePart.Multipart) structure.root()).parts().get(0).lines());
    }

    private static int depth(MimePart part) {
        int depth = 0;
        MimePart at = part;
        while (true) {
            depth++;
            if (at instanceof MimePart.Multipart multipart) {
                at = multipart.parts().get(0);
            } else if (at instanceof MimePart.Embedded embedded) {
                at = embedded.message().root();
            } else {
                return depth;
            }
        }
    }
}
