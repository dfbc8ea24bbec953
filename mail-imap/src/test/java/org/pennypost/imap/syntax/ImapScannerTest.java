package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

class ImapScannerTest {
    // RFC3501-4-a RFC3501-4.3-d RFC9051-4.5-a
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "foo,                foo",
                "foo],               foo]",
                "NIL,                NIL",
                "\"foo bar\",        foo bar",
                "\"a\\\"b\\\\c\",    a\"b\\c",
                "\"(){%*]\",         (){%*]",
                "\"\",               ``",
            })
    void astring(String text, String value) {
        ImapScanner in = scan(text);
        assertEquals(value, in.astringText());
        assertTrue(in.atEnd());
    }

    // RFC9051-4.3-a RFC9051-4.3-e RFC7888-3-i
    @Test
    void astringAsLiteral() {
        assertEquals("a\r\nb{2}", scan("{7}\r\na\r\nb{2}").astringText());
        assertEquals("abc", scan("{3+}\r\nabc").astringText());
        assertEquals("", scan("{0+}\r\n").astringText());
    }

    // RFC9051-4.3.1-a RFC6855-3-c RFC6855-3-d
    @Test
    void quotedStringsMayBeUtf8() {
        assertEquals("añ€😀", scan(Typed.utf8("\"añ€😀\"")).astringText());
        assertEquals("ñ\"ñ", scan(Typed.utf8("\"ñ\\\"ñ\"")).astringText());
        for (String octets : new String[] {
            "\u00ff",
            "\u00c3",
            "\u00c0\u0080",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00e2\u0082",
            "\u0080"
        }) {
            assertThrows(SyntaxException.class, () -> scan('"' + octets + '"').astring());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "(",
                "{",
                "{3}",
                "{3}\r\nab",
                "{3}abc",
                "{x}\r\nabc",
                "~{3}\r\nabc",
                "\"",
                "\"abc",
                "\"a\\b\"",
                "\"a\\\"",
                "\"\r\"",
                "\"\n\"",
                "\"\0\"",
                "{1}\r\n\0",
                "%",
                "*",
                "\\",
                "é",
                "{99999999999999999999}\r\n"
            })
    void noAstring(String text) {
        ImapScanner in = scan(text);
        assertThrows(SyntaxException.class, () -> {
            in.astring();
            in.expectEnd();
        });
    }

    // RFC 9051 §9 number, number64, nz-number, nz-number64
    @Test
    void numbersHaveTheirBounds() {
        assertEquals(0, scan("0").number());
        assertEquals(7, scan("007").number());
        assertEquals(4294967295L, scan("4294967295").nzNumber());
        assertEquals(Long.MAX_VALUE, scan("9223372036854775807").nzNumber64());
        assertThrows(SyntaxException.class, () -> scan("4294967296").number());
        assertThrows(SyntaxException.class, () -> scan("9223372036854775808").number64());
        assertThrows(SyntaxException.class, () -> scan("0").nzNumber());
        assertThrows(SyntaxException.class, () -> scan("01").nzNumber64());
        assertThrows(SyntaxException.class, () -> scan("-1").number());
        assertThrows(SyntaxException.class, () -> scan("").number64());
    }

    @Test
    void listsHaveABound() {
        ImapLimits limits = new ImapLimits(64, 64, ImapLimits.LITERAL_MINUS, 1, 1, 1, 3);
        assertEquals(3, scan("(a b c)", limits).list(ImapScanner::astringText).size());
        assertThrows(SyntaxException.class, () -> scan("(a b c d)", limits).list(ImapScanner::astringText));
        assertEquals(0, scan("()").listOrEmpty(ImapScanner::astringText).size());
        assertThrows(SyntaxException.class, () -> scan("()").list(ImapScanner::astringText));
        assertThrows(SyntaxException.class, () -> scan("(a  b)").list(ImapScanner::astringText));
        assertThrows(SyntaxException.class, () -> scan("(a )").list(ImapScanner::astringText));
    }

    private static ImapScanner scan(String text) {
        return scan(text, ImapLimits.DEFAULT);
    }

    private static ImapScanner scan(String text, ImapLimits limits) {
        return new ImapScanner(OctetScanner.of(Typed.octets(text)), limits, TextMode.UTF8);
    }
}
