package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 5322 §2.2 and §4.5, and headers that follow neither. */
class HeaderTest {

    @Test
    void fieldsAreFoundInAnyCase() {
        Header header = Texts.header("Subject: one", "X-A: b", "subject: two", "");
        assertEquals(3, header.size());
        assertEquals("one", value(header, "SUBJECT"));
        assertEquals(
                List.of("one", "two"),
                header.all("Subject").stream().map(f -> f.value().toString()).toList());
        assertTrue(header.first("Subjec").isEmpty());
        assertTrue(header.first("Subject ").isEmpty());
        assertEquals("subject", header.field(2).name());
    }

    // RFC 5322 §2.2.3: unfolding removes the line ends only
    @Test
    void foldedValuesAreUnfolded() {
        Header header = Texts.header("Subject: This", " is  a", "\ttest", "To: x", "");
        assertEquals("This is  a\ttest", value(header, "Subject"));
        assertEquals(" This\r\n is  a\r\n\ttest", text(header.field(0).rawValue()));
        assertEquals(new Extent(0, 30), header.field(0).extent());
    }

    @Test
    void bareLineFeedsEndLines() {
        Header header = parse("A: 1\n 2\nB: 3\r\n\nbody: 4\n");
        assertEquals(2, header.size());
        assertEquals("1 2", value(header, "A"));
        assertEquals("3", value(header, "b"));
        assertTrue(header.hasBlankLine());
        assertEquals(15, header.octets().remaining());
    }

    // RFC 5322 §4.5: *WSP before the colon
    @Test
    void whiteSpaceBeforeTheColonIsNoPartOfTheName() {
        assertEquals("x", value(Texts.header("From \t: x"), "from"));
        assertEquals("From", Texts.header("From \t: x").field(0).name());
    }

    @Test
    void whatIsNoFieldNamesNothing() {
        Header header = Texts.header(" continued: 1", "From someone Mon", "Subject", ": x", "To: y");
        assertEquals(5, header.size());
        assertTrue(header.first("Subject").isEmpty());
        assertEquals("Subject", header.field(2).value().toString());
        assertEquals("", header.field(2).name());
        assertEquals("y", value(header, "To"));
    }

    @Test
    void aBareCarriageReturnEndsNothing() {
        Header header = parse("A: 1\rB: 2\r\n\r\n");
        assertEquals(1, header.size());
        assertEquals("1\rB: 2", value(header, "A"));
    }

    @Test
    void headerWithoutBody() {
        Header header = parse("A: 1\r\nB: 2");
        assertFalse(header.hasBlankLine());
        assertEquals("2", value(header, "B"));
        assertEquals(10, header.octets().remaining());
    }

    @Test
    void bodyWithoutHeader() {
        Header header = parse("\r\nA: 1\r\n");
        assertEquals(0, header.size());
        assertTrue(header.hasBlankLine());
        assertEquals("\r\n", text(header.octets()));
        assertEquals(0, parse("").size());
    }

    // RFC9051-6.4.5.1-c, RFC9051-6.4.5.1-g
    // RFC 9051 §6.4.5.1: HEADER.FIELDS and HEADER.FIELDS.NOT, with the blank line
    @Test
    void subsetsKeepOctetsAndOrder() {
        Header header = parse("To: a\r\nX: 1\r\n 2\r\nTO : b\r\nnonsense\r\n\r\nbody");
        assertEquals("To: a\r\nTO : b\r\n\r\n", text(header.fields(List.of("to", "cc"))));
        assertEquals("X: 1\r\n 2\r\nnonsense\r\n\r\n", text(header.fieldsNot(List.of("to", "cc"))));
        assertEquals("\r\n", text(header.fields(List.of())));
        assertEquals("To: a\r\n", text(parse("To: a\r\nX: b").fields(List.of("TO"))));
    }

    @Test
    void octetsBehindTheLimitAreNotSeen() {
        MessageLimits limits = new MessageLimits(10, 10, 1, 1, 1, 1, 1);
        Header header = Header.parse(ByteBuffer.wrap(Texts.octets("A: 1\r\nB: 2\r\n\r\n")), limits);
        assertEquals(10, header.octets().remaining());
        assertEquals("2", value(header, "B"));
    }

    private static Header parse(String octets) {
        return Header.parse(ByteBuffer.wrap(Texts.octets(octets)), MessageLimits.DEFAULTS);
    }

    private static String value(Header header, String name) {
        return header.first(name).orElseThrow().value().toString();
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.ISO_8859_1.decode(octets).toString();
    }
}
