package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 5322 §3.6.4 and §4.5.4. */
class MessageIdsTest {

    @Test
    void references() {
        assertEquals(
                List.of("1234@local.machine.example", "3456@example.net"),
                parse("<1234@local.machine.example>\t<3456@example.net>"));
        assertEquals(
                List.of("a@b", "c@[1.2.3.4]"), parse("Your message (<no>) \"of <yesterday>\" <a@b>,<c@[1.2.3.4]> x"));
        assertEquals(List.of("a.b@c"), parse("< a . (d) b@c >"));
    }

    // RFC 5256 §3: two spellings of one identifier
    @Test
    void quotesDoNotCount() {
        assertEquals(parse("<01KF8JCEOCBS0045PS@xxx.yyy.com>"), parse("<\"01KF8JCEOCBS0045PS\"@xxx.yyy.com>"));
    }

    @Test
    void brokenIdentifiers() {
        assertEquals(List.of(), parse("<unclosed@x"));
        assertEquals(List.of("b@c"), parse("<a <b@c>"));
        assertEquals(List.of("a@b"), parse("<> ( <a@b>"));
        assertEquals(List.of("no-at"), parse("<no-at>"));
    }

    private static List<String> parse(String value) {
        return MessageIds.parse(RawText.of(value));
    }
}
