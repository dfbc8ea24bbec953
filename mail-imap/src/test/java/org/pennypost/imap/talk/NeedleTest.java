package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.pennypost.core.reading.TextFold;

class NeedleTest {
    // RFC9051-6.4.4-m
    @Test
    void letterCaseDoesNotCount() {
        assertTrue(Needle.in("Der GR\u00DCNE Baum", "gr\u00FCne b"));
        assertTrue(
                Needle.in("\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2", "\u03A3\u038A\u03A3\u03A5\u03A6\u039F\u03A3"));
    }

    // RFC5255-4.2-d: RFC 5051 §2
    @Test
    void norDoesTheFormOfACharacter() {
        assertTrue(Needle.in("Caf\u00E9", "cafe\u0301"));
        assertTrue(Needle.in("cafe\u0301", "CAF\u00C9"));
        assertTrue(Needle.in("\u01C6", "\u01C4"));
        assertTrue(Needle.in("\uD801\uDC28", "\uD801\uDC00"));
        assertFalse(Needle.in("cafe", "caf\u00E9"));
    }

    @Property
    void cutsDoNotCount(@ForAll @StringLength(max = 20) String text, @ForAll @StringLength(max = 3) String wanted) {
        Needle search = new Needle(wanted);
        String folded = TextFold.fold(text);
        for (int i = 0; i < folded.length(); i++) {
            search.feed(CharBuffer.wrap(folded, i, i + 1));
        }
        assertEquals(Needle.in(text, wanted), search.found());
    }

    @Test
    void nothingIsFoundAcrossBorder() {
        Needle needle = new Needle("ab");
        needle.feed(CharBuffer.wrap("XA"));
        needle.border();
        needle.feed(CharBuffer.wrap("BX"));
        assertFalse(needle.found());
    }

    @Property
    void findsWhatContainsFindsHoweverItComes(
            @ForAll @StringLength(max = 30) @Chars({'A', 'B'}) String haystack,
            @ForAll @StringLength(max = 5) @Chars({'A', 'B'}) String needle) {
        Needle search = new Needle(needle);
        for (int i = 0; i < haystack.length(); i++) {
            search.feed(CharBuffer.wrap(haystack, i, i + 1));
        }
        assertEquals(haystack.contains(needle), search.found());
    }
}
