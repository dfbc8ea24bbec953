package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralAnnouncementTest {
    // RFC7888-3-d RFC7888-6-a RFC9051-4.3-a RFC9051-4.3-e
    @Test
    void hasFourForms() {
        assertEquals(announced(5, true, false), LiteralAnnouncement.atEndOf(Typed.octets("a LOGIN {5}")));
        assertEquals(announced(5, false, false), LiteralAnnouncement.atEndOf(Typed.octets("a LOGIN {5+}")));
        assertEquals(announced(5, true, true), LiteralAnnouncement.atEndOf(Typed.octets("a APPEND x ~{5}")));
        assertEquals(announced(0, false, true), LiteralAnnouncement.atEndOf(Typed.octets("~{0+}")));
        assertEquals(announced(0, true, false), LiteralAnnouncement.atEndOf(Typed.octets("{0}")));
        assertEquals(announced(7, true, false), LiteralAnnouncement.atEndOf(Typed.octets("{007}")));
    }

    // RFC7888-3-f
    @Test
    void isFoundBehindNonsense() {
        assertEquals(announced(12, false, false), LiteralAnnouncement.atEndOf(Typed.octets("\0\"{{12+}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "}", "{}", "{+}", "+}", "5}", "{5} ", "{5++}", "{-5}", "{5", "{5}\"", "{5a}", "{ 5}", "5+}"})
    void isNotFoundWhereNoneIs(String line) {
        assertEquals(Optional.empty(), LiteralAnnouncement.atEndOf(Typed.octets(line)));
    }

    @Test
    void hugeCountsAreTheLargest() {
        assertEquals(
                announced(Long.MAX_VALUE, true, false),
                LiteralAnnouncement.atEndOf(Typed.octets("{9223372036854775807}")));
        assertEquals(
                announced(Long.MAX_VALUE, true, false),
                LiteralAnnouncement.atEndOf(Typed.octets("{9223372036854775808}")));
        assertEquals(
                announced(Long.MAX_VALUE, false, false),
                LiteralAnnouncement.atEndOf(Typed.octets("{" + "9".repeat(1000) + "+}")));
    }

    private static Optional<LiteralAnnouncement> announced(long octets, boolean synchronizing, boolean binary) {
        return Optional.of(new LiteralAnnouncement(octets, synchronizing, binary));
    }
}
