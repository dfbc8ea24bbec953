package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2045 §5 to §8, RFC 2183, RFC 2231. */
class MimeFieldsTest {

    @Test
    void allFields() {
        MimeFields fields = Texts.fields(
                "Content-Type: Text/HTML; Charset=\"utf-8\" (comment); x=y",
                "Content-Transfer-Encoding: (c) Base64 (d)",
                "Content-ID: <a@b>",
                "Content-Description: some  words",
                "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==",
                "Content-Disposition: attachment; filename=\"a \\\"b\\\".txt\"; size=3",
                "Content-Language: de, en-GB (both)",
                "Content-Location: http://example.org/x");
        assertEquals("Text", fields.type().type());
        assertTrue(fields.type().is("text", "html"));
        assertEquals(List.of("Charset=utf-8", "x=y"), pairs(fields.type().parameters()));
        assertEquals("Base64", fields.encoding());
        assertEquals("<a@b>", fields.id().toString());
        assertEquals("some  words", fields.description().toString());
        assertEquals("Q2hlY2sgSW50ZWdyaXR5IQ==", fields.md5().toString());
        assertEquals(
                "a \"b\".txt",
                fields.disposition().parameter("FILENAME").orElseThrow().text());
        assertEquals(List.of(RawText.of("de"), RawText.of("en-GB")), fields.languages());
        assertEquals("http://example.org/x", fields.location().toString());
    }

    // RFC 2557 §4.2
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http://example.org/x | http://example.org/x",
                "(before) http://example.org/x (and after) | http://example.org/x",
                "(a (b)) x/y.png | x/y.png",
                "https://example.org/wiki/Mercury_(planet) | https://example.org/wiki/Mercury_(planet)",
                "file:///C:/My Pictures/x.png | file:///C:/My Pictures/x.png",
                "http://example.org/(x | http://example.org/(x",
                "(x | (x",
                "\"http://example.org/a b | \"http://example.org/a b",
                "\"a\" b | \"a\" b",
                "(c) | ``",
            })
    void aLocationIsTheUriWithoutCommentsAroundIt(String value, String uri) {
        assertEquals(uri, Texts.fields("Content-Location: " + value).location().toString());
    }

    // RFC 2557 §4.4.2
    @Test
    void aFoldedLocationIsOneUri() {
        assertEquals(
                "ftp://example.org/lots/lots/rhubarb.txt",
                Texts.fields("Content-Location: (c) \"ftp://example.org/lots/\r\n     lots/\r\n\trhubarb.txt\" (d)")
                        .location()
                        .toString());
    }

    // RFC 2045 §5.2 and §6.1
    @Test
    void defaults() {
        assertEquals(MimeFields.NONE, Texts.fields("Subject: x"));
        assertEquals(
                "us-ascii",
                MimeFields.NONE.type().parameter("charset").orElseThrow().text());
        assertTrue(MimeFields.NONE.disposition().isAbsent());
        assertTrue(MimeFields.NONE.id().isAbsent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text plain",
                "/plain",
                "text/",
                ";name=x",
                "\"text\"/plain",
                "multipart/mixed",
                "multipart/mixed; boundary=",
                "multipart/mixed; boundary=\"  \""
            })
    void whatIsNoTypeIsPlainText(String value) {
        assertEquals(
                ContentType.TEXT_PLAIN, Texts.fields("Content-Type: " + value).type());
    }

    @Test
    void whatIsNoEncodingIs7bit() {
        assertEquals(
                "7bit",
                Texts.fields("Content-Transfer-Encoding: quoted printable").encoding());
        assertEquals("x-new", Texts.fields("Content-Transfer-Encoding: x-new").encoding());
    }

    @Test
    void ofSeveralFieldsTheFirstCounts() {
        assertTrue(Texts.fields("Content-Type: a/b", "Content-Type: c/d").type().is("a", "b"));
    }

    // RFC 2231 §3
    @Test
    void continuationsAreJoinedInTheOrderOfTheirNumbers() {
        assertEquals(
                List.of("access-type=URL", "URL=ftp://cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar"),
                parameters("access-type=URL; URL*1=\"cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar\";"
                        + " URL*0=\"ftp://\""));
    }

    // RFC 2231 §4
    @Test
    void extendedValuesSayCharsetAndLanguage() {
        Parameter title = parameter("title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A");
        assertEquals("title*", title.name());
        assertTrue(title.isExtended());
        assertEquals("This is ***fun***", title.text());
        assertEquals("\u20ac rates", parameter("t*=UTF-8''%e2%82%ac%20rates").text());
        assertEquals("\u00a3 rates", parameter("t*=iso-8859-1'en'%A3%20rates").text());
        assertEquals(
                "50%, \u00fc%zz%", parameter("t*=\"utf-8''50%, %c3%bc%zz%\"").text());
        assertEquals("\u00fc", parameter("t*=x-none''%C3%BC").text());
        assertEquals("a'b", parameter("t*=a'b").text());
    }

    // RFC9051-7.5.2-h
    // RFC 2231 §4.1
    @Test
    void extendedContinuationsAreJoined() {
        Parameter title = parameter("title*0*=us-ascii'en'This%20is%20even%20more%20;"
                + " title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it! 100%\"");
        assertEquals("title*", title.name());
        assertEquals("This is even more ***fun*** isn't it! 100%", title.text());
        assertEquals("a%b\u00fc", parameter("t*0=a%b; t*1*=%c3%bc").text());
    }

    @Test
    void continuationsWithAGapStayAsTheyAre() {
        assertEquals(List.of("n*1=b", "n*2=c"), parameters("n*2=c; n*1=b"));
        assertEquals(List.of("n*x=b", "n**=c"), parameters("n*x=b; n**=c"));
    }

    // RFC 2047 §5 forbids it, senders do it
    @Test
    void encodedWordsInParameters() {
        assertEquals(
                "f\u00fc.txt", parameter("filename=\"=?utf-8?q?f=C3=BC.txt?=\"").text());
        assertEquals(
                "f\u00fc.txt", parameter("filename==?utf-8?q?f=C3=BC.txt?=").text());
    }

    @Test
    void brokenParameters() {
        assertEquals(List.of("b=2"), parameters("a; b=2; =3; c=\"unclosed"));
        assertEquals(List.of("b=----=_Part/1?"), parameters("; ;b=----=_Part/1?"));
        assertEquals(List.of("a=b;c", "d=e"), parameters("a=\"b;c\" noise \";\" ; d = e"));
        assertEquals(List.of("a="), parameters("a="));
    }

    @Test
    void parametersBehindTheLimitAreNotSeen() {
        MessageLimits limits = new MessageLimits(1000, 1000, 1, 1, 1, 2, 1);
        Header header = Texts.header("Content-Type: a/b; c=1; d=2; e=3");
        assertEquals(
                List.of("c=1", "d=2"),
                pairs(MimeFields.of(header, limits).type().parameters()));
        assertFalse(MimeFields.of(header, limits).type().parameter("e").isPresent());
    }

    private static Parameter parameter(String text) {
        return Texts.fields("Content-Type: a/b; " + text).type().parameters().get(0);
    }

    private static List<String> parameters(String text) {
        return pairs(Texts.fields("Content-Type: a/b; " + text).type().parameters());
    }

    private static List<String> pairs(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.name() + "=" + p.value()).toList();
    }
}
