package org.pennypost.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    // RFC5321-4.2.1-a RFC5321-4.2-e RFC5321-2.3.8-b RFC2034-4-d RFC2034-3-b
    @Test
    void everyLineHasTheSameCodes() {
        SmtpReply reply = new SmtpReply(250, EnhancedStatus.of(1, 5), List.of("one", "two"));
        assertEquals(
                "250-2.1.5 one\r\n250 2.1.5 two\r\n",
                StandardCharsets.US_ASCII.decode(reply.encoded()).toString());
        assertEquals("250-2.1.5 one\r\n250 2.1.5 two", reply.toString());
    }

    // RFC2034-4-c: the class of the status is the first digit of the code
    @Test
    void classesAgree() {
        assertEquals(
                "452 4.2.2 x", SmtpReply.of(452, EnhancedStatus.of(2, 2), "x").toString());
        assertEquals(
                "552 5.2.2 x", SmtpReply.of(552, EnhancedStatus.of(2, 2), "x").toString());
        assertEquals("220 x", SmtpReply.of(220, EnhancedStatus.NONE, "x").toString());
    }

    // RFC3463-2-a RFC3463-2-b RFC3463-2-c RFC3463-2-e
    @Test
    void statusesAreThreeNumbers() {
        assertEquals(
                "250 2.0.10 x", SmtpReply.of(250, EnhancedStatus.of(0, 10), "x").toString());
        assertEquals(
                "550 5.999.7 x",
                SmtpReply.of(550, EnhancedStatus.of(999, 7), "x").toString());
        assertEquals(
                "451 4.7.0 x", SmtpReply.of(451, EnhancedStatus.of(7, 0), "x").toString());
        assertThrows(IllegalArgumentException.class, () -> EnhancedStatus.of(1000, 0));
        assertThrows(IllegalArgumentException.class, () -> EnhancedStatus.of(0, 1000));
        assertThrows(IllegalArgumentException.class, () -> EnhancedStatus.of(-1, 0));
    }

    // RFC5321-4.2-d RFC5321-4.3.2-a
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 199, 260, 599, 600, 2500, -250})
    void refusesWhatIsNoCode(int code) {
        assertThrows(IllegalArgumentException.class, () -> SmtpReply.of(code, EnhancedStatus.NONE, "x"));
    }

    // RFC5321-4.2-f RFC5321-4.2-g
    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\n250 fake", "a\nb", "a\rb", "a\u0000", "a\u007F", "a\u0085"})
    void refusesWhatIsNoText(String text) {
        assertThrows(IllegalArgumentException.class, () -> SmtpReply.of(250, EnhancedStatus.NONE, text));
    }

    // RFC5321-4.5.3.1.5-b
    @Test
    void linesHaveAtMost512Octets() {
        SmtpReply longest = SmtpReply.of(250, EnhancedStatus.of(0, 0), "x".repeat(500));
        assertEquals(512, longest.encoded().remaining());
        assertThrows(IllegalArgumentException.class, () -> SmtpReply.of(250, EnhancedStatus.of(0, 0), "x".repeat(501)));
    }

    // RFC2034-4-b
    @Test
    void noStatusHalfWay() {
        assertThrows(IllegalArgumentException.class, () -> SmtpReply.of(354, EnhancedStatus.of(0, 0), "x"));
        assertThrows(IllegalArgumentException.class, () -> new SmtpReply(250, EnhancedStatus.NONE, List.of()));
    }

    @Test
    void printableTextCannotEndALine() {
        assertEquals("a??250 fake?", SmtpReply.printable("a\r\n250 fake\u00E9"));
    }
}
