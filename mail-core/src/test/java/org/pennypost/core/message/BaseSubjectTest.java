package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5256 §2.1. */
class BaseSubjectTest {

    // RFC5256-2.1-a RFC5256-2.1-c RFC5256-2.1-d RFC5256-2.1-e RFC5256-2.1-f RFC5256-2.1-g
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "Hello|Hello",
                "Re: Hello|Hello",
                "RE :  re: Fwd:\tFW: Hello (fwd) (FWD)|Hello",
                "Re[2]: Hello|Hello",
                "re [abc] : Hello|Hello",
                "[list] Hello|Hello",
                "[list] [b] Re: [c] Hello  World|Hello World",
                "[list]|[list]",
                "[a][b]|[b]",
                "Re: [list]|[list]",
                "[Fwd: Hello]|Hello",
                "[Fwd: [Fwd: Re: [x] Hello (fwd)]] (fwd)|Hello",
                "[fwd: a] b|b",
                "Region: x|Region: x",
                "[unclosed Re: x|[unclosed Re: x",
                "fwdd: x|fwdd: x"
            })
    void bases(String subject, String expected) {
        assertEquals(expected, BaseSubject.of(subject).text());
    }

    @Test
    void nothingMayBeLeft() {
        assertEquals(new BaseSubject("", false), BaseSubject.of("  \t"));
        assertEquals(new BaseSubject("", true), BaseSubject.of("Re: (fwd)"));
        assertEquals(new BaseSubject("", true), BaseSubject.of("[fwd:]"));
    }

    // RFC 5256 §3
    @Test
    void marksOfRepliesAreNoted() {
        assertTrue(BaseSubject.of("re: x").isReply());
        assertTrue(BaseSubject.of("x (fwd)").isReply());
        assertTrue(BaseSubject.of("[Fwd: x]").isReply());
        assertFalse(BaseSubject.of("[list] x").isReply());
    }
}
