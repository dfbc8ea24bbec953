package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.pennypost.core.message.Texts.leaves;
import static org.pennypost.core.message.Texts.multipart;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 2046 §5.1 and §5.2, and mail that breaks them. */
class MessageParserTest {

    // RFC 2046 §5.1.1
    @Test
    void multipartWithPreambleAndEpilogue() {
        byte[] message = Texts.message(
                "MIME-Version: 1.0",
                "Content-type: multipart/mixed; boundary=\"simple boundary\"",
                "",
                "This is the preamble.",
                "",
                "--simple boundary",
                "",
                "This is implicitly typed plain US-ASCII text.",
                "It does NOT end with a linebreak.",
                "--simple boundary",
                "Content-type: text/plain; charset=us-ascii",
                "",
                "This is explicitly typed plain US-ASCII text.",
                "It DOES end with a linebreak.",
                "",
                "--simple boundary--",
                "",
                "This is the epilogue.");
        assertEquals(
                List.of(
                        "This is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak.",
                        "This is explicitly typed plain US-ASCII text.\r\nIt DOES end with a linebreak.\r\n"),
                leaves(message));
        MimePart.Multipart root =
                assertInstanceOf(MimePart.Multipart.class, Texts.parse(message).root());
        assertEquals(List.of(1L, 2L), root.parts().stream().map(MimePart::lines).toList());
        assertEquals("\r\n", Texts.text(message, root.parts().get(0).header()));
        assertEquals(15, root.lines());
    }

    @Test
    void plainMessages() {
        byte[] message = Texts.message("Subject: x", "", "a", "", "b");
        MimePart root = Texts.parse(message).root();
        assertEquals(new Extent(0, 14), root.header());
        assertEquals(new Extent(14, 8), root.body());
        assertEquals(3, root.lines());
        assertEquals(ContentType.TEXT_PLAIN, root.type());
    }

    @Test
    void noBodyNoHeaderNothing() {
        MessageStructure nothing = Texts.parse(new byte[0]);
        assertEquals(new Extent(0, 0), nothing.whole());
        assertEquals(new Extent(9, 0), Texts.parse(Texts.octets("Subject:x")).text());
        assertEquals(new Extent(2, 3), Texts.parse(Texts.octets("\r\nabc")).text());
        assertEquals(new Extent(0, 1), Texts.parse(Texts.octets("\r")).header());
    }

    @Test
    void bareLineFeeds() {
        byte[] message =
                Texts.octets("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\r\n\n\ntwo\r\n\n--b--\n");
        assertEquals(List.of("one", "\ntwo\r\n"), leaves(message));
    }

    @Test
    void delimiterRightBehindTheHeader() {
        byte[] message = multipart("--b", "Content-Type: text/html", "", "--b", "", "--b--");
        assertEquals(List.of("", ""), leaves(message));
        assertEquals(
                "Content-Type: text/html\r\n\r\n",
                Texts.section(message, SectionText.MIME, 1).orElseThrow());
    }

    @Test
    void delimiterInsideTheHeader() {
        byte[] message = multipart("--b", "Content-Type: text/html", "--b", "", "x", "--b--");
        assertEquals(List.of("", "x"), leaves(message));
        // The line end before a delimiter is the delimiter's.
        assertEquals(
                "Content-Type: text/html",
                Texts.section(message, SectionText.MIME, 1).orElseThrow());
    }

    @Test
    void delimitersInARow() {
        byte[] message = multipart("--b", "--b", "--b", "", "x", "--b--");
        assertEquals(List.of("", "", "x"), leaves(message));
    }

    @Test
    void missingCloseDelimiter() {
        assertEquals(List.of("one", "two\r\n"), leaves(multipart("--b", "", "one", "--b", "", "two")));
        assertEquals(List.of("one", ""), leaves(multipart("--b", "", "one", "--b")));
        byte[] cut = multipart("--b", "", "one", "--b");
        assertEquals(List.of("one", ""), leaves(Arrays.copyOf(cut, cut.length - 2)));
    }

    @Test
    void noPartsAtAll() {
        MimePart.Multipart root = assertInstanceOf(
                MimePart.Multipart.class,
                Texts.parse(multipart("only a preamble")).root());
        assertEquals(1, root.parts().size());
        assertEquals(0, root.parts().get(0).body().length());
        assertEquals(List.of(""), leaves(multipart("--b--", "x")));
    }

    // RFC 2046 §5.1.1: transport-padding; and the text behind the boundary that it tells receivers to bear
    @Test
    void paddingBehindDelimiters() {
        assertEquals(List.of("one", "two"), leaves(multipart("--b \t ", "", "one", "--bb", "", "two", "--b-- noise")));
        assertEquals(List.of("-b\r\n --b\r\n-- b"), leaves(multipart("--b", "", "-b", " --b", "-- b", "--b--")));
    }

    @Test
    void textBehindTheCloseDelimiterIsEpilogue() {
        assertEquals(List.of("one"), leaves(multipart("--b", "", "one", "--b--", "--b", "", "two", "--b--")));
    }

    // RFC 2046 §5.1.2: a delimiter of the outer part ends the inner ones
    @Test
    void outerDelimiterEndsInnerParts() {
        byte[] message = multipart(
                "--b", "Content-Type: multipart/mixed; boundary=i", "", "--i", "", "one", "--b", "", "two", "--b--");
        assertEquals(List.of("one", "two"), leaves(message));
    }

    @Test
    void boundariesThatBeginWithTheOther() {
        byte[] message = multipart(
                "--b",
                "Content-Type: multipart/mixed; boundary=bb",
                "",
                "--bb",
                "",
                "one",
                "--bb--",
                "--b",
                "",
                "two",
                "--b--");
        assertEquals(List.of("one", "two"), leaves(message));
        byte[] reversed = Texts.message(
                "Content-Type: multipart/mixed; boundary=bb",
                "",
                "--bb",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "",
                "one",
                "--b--",
                "--bb",
                "",
                "two",
                "--bb--");
        assertEquals(List.of("one", "two"), leaves(reversed));
    }

    @Test
    void nestedPartsWithTheSameBoundary() {
        byte[] message = multipart(
                "--b",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "",
                "one",
                "--b--",
                "",
                "--b",
                "",
                "two");
        assertEquals(List.of("one", "two\r\n"), leaves(message));
    }

    // RFC 2046 §5.1.1: no blanks at the end of a boundary, blanks inside are fine
    @Test
    void boundariesWithBlanks() {
        byte[] message = Texts.message(
                "Content-Type: multipart/mixed;; Boundary=\"=== (26598)  \"",
                "",
                "--=== (26598)",
                "",
                "one",
                "--=== (26598)--");
        assertEquals(List.of("one"), leaves(message));
    }

    // RFC 2046 §5.1.5
    @Test
    void digestsHoldMessages() {
        byte[] message = Texts.message(
                "Content-Type: multipart/digest; boundary=b",
                "",
                "--b",
                "",
                "Subject: inner",
                "",
                "text",
                "--b",
                "Content-Type: text/plain",
                "",
                "plain",
                "--b--");
        MimePart.Multipart root = (MimePart.Multipart) Texts.parse(message).root();
        MimePart.Embedded first =
                assertInstanceOf(MimePart.Embedded.class, root.parts().get(0));
        assertEquals("inner", first.message().envelope().subject().toString());
        assertEquals("text", Texts.text(message, first.message().text()));
        assertInstanceOf(MimePart.Leaf.class, root.parts().get(1));
    }

    // RFC 2046 §5.1.1: the line end between them belongs to the second delimiter, and yet is in the part around both
    @Test
    void linesAreCountedWhereTwoDelimitersFollowEachOther() {
        byte[] message = Texts.message(
                "Content-Type: multipart/digest; boundary=bc",
                "",
                "--bc",
                "",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "a",
                "--b",
                "--bc--");
        MessageStructure structure = Texts.parse(message);
        Invariants.check(message, structure);
        MimePart.Multipart root = (MimePart.Multipart) structure.root();
        assertEquals(4, root.parts().get(0).lines());
    }

    @Test
    void embeddedMessagesHaveTheirOwnTree() {
        byte[] message = Texts.message(
                "Content-Type: message/rfc822",
                "",
                "From: a@b",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: message/global",
                "",
                "Subject: deep",
                "",
                "x",
                "--b--");
        assertEquals(List.of("x"), leaves(message));
        MimePart.Embedded root =
                assertInstanceOf(MimePart.Embedded.class, Texts.parse(message).root());
        assertEquals(10, root.lines());
        assertEquals(1, root.message().envelope().from().size());
    }

    // The blank line is the inner header's, so the body that holds it must hold that line too.
    @Test
    void embeddedMessageThatEndsWithItsHeader() {
        byte[] message = multipart("--b", "Content-Type: message/rfc822", "", "Subject: x", "", "--b--");
        MimePart.Multipart root = (MimePart.Multipart) Texts.parse(message).root();
        assertEquals(
                "Subject: x\r\n\r\n", Texts.text(message, root.parts().get(0).body()));
        assertEquals(2, root.parts().get(0).lines());
        Invariants.check(message, Texts.parse(message));
    }

    @Test
    void eachCutGivesTheSame() {
        byte[] message = multipart(
                "--b",
                "Content-Type: message/rfc822",
                "",
                "Subject: x",
                "",
                "- -- --",
                "--b \r",
                "",
                "two",
                "--b--",
                "-");
        MessageStructure whole = Texts.parse(message);
        for (int size = 1; size < 9; size++) {
            MessageParser parser = MessageParser.with(MessageLimits.DEFAULTS);
            for (int at = 0; at < message.length; at += size) {
                parser.feed(ByteBuffer.wrap(message, at, Math.min(size, message.length - at))
                        .asReadOnlyBuffer());
            }
            assertEquals(whole, parser.finish());
        }
        Invariants.check(message, whole);
    }
}
