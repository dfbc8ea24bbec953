package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

class SequenceSetTest {
    // RFC 9051 §9 sequence-set, RFC9051-4.1.1-a RFC9051-6.4.9-e
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1             | 15 | 1",
                "2,4:7,9,12:*  | 15 | 2,4:7,9,12:15",
                "*:4,5:7       | 10 | 4:10",
                "4:2           | 9  | 2:4",
                "*             | 9  | 9",
                "3291:*        | 12 | 12:3291",
                "1:*           | 1  | 1",
                "5,3,1,4       | 9  | 1,3:5",
                "1:4294967295  | 9  | 1:4294967295",
                "1,1,1         | 9  | 1"
            })
    void resolves(String text, long star, String numbers) {
        SequenceSet set = parse(text);
        assertEquals(text, set.toString());
        assertEquals(numbers, set.resolve(star).toString());
    }

    @Test
    void tellsWhatIsWrittenInIt() {
        SequenceSet set = parse("2,7:4,*");
        assertEquals(3, set.ranges());
        assertEquals(7, set.first(1));
        assertEquals(4, set.last(1));
        assertEquals(SequenceSet.STAR, set.first(2));
        assertEquals(7, set.highest());
        assertTrue(set.hasStar());
        assertFalse(parse("1:4294967295").hasStar());
        assertEquals(SequenceSet.ALL, parse("1:*"));
        assertEquals(0, parse("*:*").highest());
    }

    // RFC 9051 §9 seq-last-command
    @Test
    void theSavedResultHasNoNumbersOfItsOwn() {
        SequenceSet saved = parse("$");
        assertTrue(saved.isSaved());
        assertEquals("$", saved.toString());
        assertThrows(IllegalStateException.class, () -> saved.resolve(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "1:0",
                "a",
                ",",
                "1,",
                ",1",
                "1:",
                ":1",
                "1:2:3",
                "1,,2",
                "1 2",
                "-1",
                "4294967296",
                "$,1",
                "1,$",
                "01",
                "**",
                "1:+"
            })
    void isRefused(String text) {
        assertThrows(SyntaxException.class, () -> parse(text));
    }

    @Test
    void hasALimit() {
        ImapLimits limits = new ImapLimits(64, 64, ImapLimits.LITERAL_MINUS, 3, 1, 1, 1);
        assertEquals(3, parse("1,3,5", limits).ranges());
        assertThrows(SyntaxException.class, () -> parse("1,3,5,7", limits));
    }

    // RFC 9051 §9 uid-set: what is written for a client reads back as the same
    @Test
    void readsWhatIsWritten() {
        UidSet uids = UidSet.builder().add(1, 7).add(9).add(4294967295L).build();
        ResponseWriter out = ResponseWriter.with(TextMode.ASCII);
        out.uidSet(uids);
        assertEquals(uids, parse(Written.text(out)).resolve(1));
    }

    private static SequenceSet parse(String text) {
        return parse(text, ImapLimits.DEFAULT);
    }

    private static SequenceSet parse(String text, ImapLimits limits) {
        ImapScanner in = new ImapScanner(OctetScanner.of(text), limits, TextMode.ASCII);
        SequenceSet set = in.sequenceSet();
        in.expectEnd();
        return set;
    }
}
