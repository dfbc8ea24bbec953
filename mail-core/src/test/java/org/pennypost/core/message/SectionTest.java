package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 9051 §6.4.5.1: which octets a section names. */
class SectionTest {
    private static final byte[] PLAIN = Texts.message("Subject: plain", "", "text");
    // The tree of the example in RFC 9051 §6.4.5.1, one line of text in each leaf
    private static final byte[] EXAMPLE = Texts.message(
            "Subject: top",
            "Content-Type: multipart/mixed; boundary=a",
            "",
            "--a",
            "",
            "1",
            "--a",
            "Content-Type: application/octet-stream",
            "",
            "2",
            "--a",
            "Content-Type: message/rfc822",
            "",
            "Subject: three",
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "",
            "3.1",
            "--b",
            "Content-Type: application/octet-stream",
            "",
            "3.2",
            "--b--",
            "--a",
            "Content-Type: multipart/mixed; boundary=c",
            "",
            "--c",
            "Content-Type: image/gif",
            "",
            "4.1",
            "--c",
            "Content-Type: message/rfc822",
            "",
            "Subject: four-two",
            "Content-Type: multipart/mixed; boundary=d",
            "",
            "--d",
            "",
            "4.2.1",
            "--d",
            "Content-Type: multipart/alternative; boundary=e",
            "",
            "--e",
            "",
            "4.2.2.1",
            "--e",
            "Content-Type: text/richtext",
            "",
            "4.2.2.2",
            "--e--",
            "--d--",
            "--c--",
            "--a--");

    // RFC9051-6.4.5.1-a, RFC9051-6.4.5.1-e
    @Test
    void leavesOfTheExample() {
        for (String name : new String[] {"1", "2", "3.1", "3.2", "4.1", "4.2.1", "4.2.2.1", "4.2.2.2"}) {
            Integer[] path = java.util.Arrays.stream(name.split("\\."))
                    .map(Integer::valueOf)
                    .toArray(Integer[]::new);
            assertEquals(Optional.of(name), Texts.section(EXAMPLE, SectionText.WHOLE, path));
        }
    }

    // RFC9051-6.4.5.1-h
    @Test
    void headersOfTheExample() {
        assertEquals(
                "Subject: top\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n",
                Texts.section(EXAMPLE, SectionText.HEADER).orElseThrow());
        assertEquals(
                "Subject: three\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
                Texts.section(EXAMPLE, SectionText.HEADER, 3).orElseThrow());
        assertEquals(
                "Content-Type: message/rfc822\r\n\r\n",
                Texts.section(EXAMPLE, SectionText.MIME, 3).orElseThrow());
        assertEquals(
                "Content-Type: image/gif\r\n\r\n",
                Texts.section(EXAMPLE, SectionText.MIME, 4, 1).orElseThrow());
        assertEquals("\r\n", Texts.section(EXAMPLE, SectionText.MIME, 4, 2, 1).orElseThrow());
    }

    @Test
    void textsOfTheExample() {
        assertEquals(
                Texts.section(EXAMPLE, SectionText.WHOLE, 3).orElseThrow(),
                Texts.section(EXAMPLE, SectionText.HEADER, 3).orElseThrow()
                        + Texts.section(EXAMPLE, SectionText.TEXT, 3).orElseThrow());
        assertEquals(
                new String(EXAMPLE, java.nio.charset.StandardCharsets.US_ASCII),
                Texts.section(EXAMPLE, SectionText.HEADER).orElseThrow()
                        + Texts.section(EXAMPLE, SectionText.TEXT).orElseThrow());
    }

    // RFC9051-6.4.5.1-f
    @Test
    void sectionsThatTheExampleHasNot() {
        assertEquals(Optional.empty(), Texts.section(EXAMPLE, SectionText.WHOLE, 5));
        assertEquals(Optional.empty(), Texts.section(EXAMPLE, SectionText.WHOLE, 0));
        assertEquals(Optional.empty(), Texts.section(EXAMPLE, SectionText.WHOLE, 1, 1));
        assertEquals(Optional.empty(), Texts.section(EXAMPLE, SectionText.WHOLE, 3, 3));
        assertEquals(Optional.empty(), Texts.section(EXAMPLE, SectionText.HEADER, 1));
        assertEquals(Optional.empty(), Texts.section(EXAMPLE, SectionText.TEXT, 4));
        assertEquals(Optional.empty(), Texts.section(EXAMPLE, SectionText.MIME));
    }

    // RFC9051-6.4.5.1-d
    @Test
    void aMessageWithoutPartsIsItsOwnPartOne() {
        assertEquals(Optional.of("text\r\n"), Texts.section(PLAIN, SectionText.WHOLE, 1));
        // RFC 9051 §6.4.5.1: the MIME fields of such a part stand in the header of the message
        assertEquals(Texts.section(PLAIN, SectionText.HEADER), Texts.section(PLAIN, SectionText.MIME, 1));
        assertEquals(Optional.empty(), Texts.section(PLAIN, SectionText.WHOLE, 1, 1));
        assertEquals(Optional.empty(), Texts.section(PLAIN, SectionText.WHOLE, 2));
    }

    @Test
    void partOneOfAnEmbeddedMessageWithoutParts() {
        byte[] message = Texts.message("Content-Type: message/rfc822", "", "Subject: inner", "", "text");
        assertEquals(Optional.of("Subject: inner\r\n\r\ntext\r\n"), Texts.section(message, SectionText.WHOLE, 1));
        assertEquals(Optional.of("Subject: inner\r\n\r\n"), Texts.section(message, SectionText.HEADER, 1));
        assertEquals(Optional.of("text\r\n"), Texts.section(message, SectionText.WHOLE, 1, 1));
        assertEquals(Optional.of("Subject: inner\r\n\r\n"), Texts.section(message, SectionText.MIME, 1, 1));
    }
}
