package org.pennypost.smtp.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;

/** RFC 6409 §8, RFC 2047 §5: a header in UTF-8 is said in ASCII. */
class EncodedHeaderTest {
    @Test
    void textBecomesEncodedWords() {
        assertEquals("Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n\r\n", encoded("Subject: Grüße\r\n\r\n"));
        assertEquals("X-Room: =?UTF-8?B?S8O8Y2hl?=\r\n", encoded("X-Room: Küche\r\n"));
        assertEquals("Subject: =?UTF-8?B?w7wgw6Q=?=\r\n", encoded("Subject: =?ISO-8859-1?Q?=FC?= ä\r\n"));
    }

    @Test
    void whatIsAsciiStaysAsItIs() {
        String ascii = "subject :  a\r\n\tb\r\nTo: \"C, D\" <c@d.example>  \r\nX: =?x\r\n";
        assertEquals(ascii + "Y: =?UTF-8?B?w6Q=?=\r\n\r\n", encoded(ascii + "Y: ä\r\n\r\n"));
    }

    // RFC 2047 §2: no line with an encoded word is longer than 76 characters
    @Test
    void longTextIsFolded() {
        String header = encoded("Subject: " + "Grüße aus Köln ".repeat(20).strip() + "\r\nTo: "
                + "Ünal von und zu Öd <someone.with.a.long.name@mail.example.org>, ".repeat(3) + "\r\n");
        assertTrue(header.lines().allMatch(line -> line.length() <= 76), header);
        assertEquals(
                "Grüße aus Köln ".repeat(20).strip(), parsed(header).field(0).text());
    }

    // RFC 2047 §5 (3): in a phrase
    @Test
    void namesOfAddressesAreEncoded() {
        assertEquals(
                "To: =?UTF-8?Q?J=C3=BCrgen?= <a@b.example>, \"C, D\" <c@d.example>, e@f.example\r\n",
                encoded("To: Jürgen <a@b.example>, \"C, D\" <c@d.example>,\r\n e@f.example\r\n"));
        assertEquals("Cc: =?UTF-8?Q?J=C3=BCrgen?= <a@b.example>\r\n", encoded("Cc: a@b.example (Jürgen)\r\n"));
        assertEquals(
                "To: =?UTF-8?B?w4RtdGVy?= : a@b.example, \"x y\"@b.example;, c@d.example\r\n",
                encoded("To: Ämter: a@b.example, \"x y\"@b.example;, c@d.example\r\n"));
        assertEquals("To: =?UTF-8?B?w4RtdGVy?= :;\r\n", encoded("To: Ämter:;\r\n"));
    }

    // RFC 2231 §3 and §4
    @Test
    void parametersAreEncoded() {
        assertEquals(
                "Content-Disposition: attachment; filename*=UTF-8''%C3%84%20%221%22%3B.txt;\r\n size=3\r\n",
                encoded("Content-Disposition: attachment; filename=\"Ä \\\"1\\\";.txt\"; size=3;\r\n"));
        String longName = "Prüfbericht für März und April ".repeat(4) + ".pdf";
        String header = encoded("Content-Type: application/pdf; name=\"" + longName + "\"\r\n");
        assertTrue(header.contains("; name*0*=UTF-8''Pr%C3%BC") || header.contains(";\r\n name*0*=UTF-8''Pr"), header);
        assertTrue(header.lines().allMatch(line -> line.length() <= 76), header);
        String values = header.replaceAll("(?s)^.*?UTF-8''|;\r\n name\\*\\d\\*=|\r\n$", "");
        assertEquals(longName, URLDecoder.decode(values, StandardCharsets.UTF_8));
    }

    @Test
    void whatCannotBeSaidInAsciiIsNot() {
        for (String field : new String[] {
            "To: jürgen@example.org", "To: a@bücher.example", "To: Jürgen", "Message-ID: <ü@x.example>",
            "Date: März", "Fröhlich: yes", "Content-Type: täxt/plain; x=y", "Content-Type: text/plain; ä=b",
            "Content-Type: text/plain; name*=UTF-8''ä"
        }) {
            assertEquals(Optional.empty(), EncodedHeader.of(parsed(field + "\r\n\r\n")), field);
        }
        assertEquals(Optional.empty(), EncodedHeader.of(parsed("Subject: Grüße\r\n\r\n", StandardCharsets.ISO_8859_1)));
    }

    /** Whatever the text, it is read as it was written. */
    @Property
    void whatIsReadIsWhatWasWritten(@ForAll @StringLength(max = 200) String text) {
        String line = "ä" + text.replaceAll("\\p{Cntrl}|\\p{Cs}|\\p{Z}|=\\?", "_") + "ö";
        String header = encoded("Subject: " + line + "\r\nComments: x\r\n\r\n");
        assertTrue(EncodedHeader.isAscii(header), header);
        assertTrue(header.lines().allMatch(each -> each.length() <= 76), header);
        assertEquals(line, parsed(header).field(0).text());
        assertTrue(header.endsWith("\r\nComments: x\r\n\r\n"), header);
    }

    private static String encoded(String header) {
        ByteBuffer octets = EncodedHeader.of(parsed(header)).orElseThrow();
        return StandardCharsets.US_ASCII.decode(octets).toString();
    }

    private static Header parsed(String header) {
        return parsed(header, StandardCharsets.UTF_8);
    }

    private static Header parsed(String header, Charset charset) {
        return Header.parse(ByteBuffer.wrap(header.getBytes(charset)), MessageLimits.DEFAULTS);
    }
}
