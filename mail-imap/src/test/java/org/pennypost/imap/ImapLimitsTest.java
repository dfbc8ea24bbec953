package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ImapLimitsTest {
    // RFC9051-5.4-a RFC3501-5.4-b RFC2683-3.1.2-d
    @Test
    void aClientThatIsThereMayBeSilentForHalfAnHour() {
        assertEquals(Duration.ofMinutes(30), ImapLimits.DEFAULT.patience());
        assertTrue(ImapLimits.DEFAULT.patienceBeforeLogin().compareTo(Duration.ofMinutes(1)) <= 0);
    }

    // RFC2683-3.2.1.5-a
    @Test
    void linesAreLongEnough() {
        assertTrue(ImapLimits.DEFAULT.command().lineOctets() >= 8192);
        assertTrue(ImapLimits.DEFAULT.command().beforeLogin().lineOctets() >= 8192);
    }

    @Test
    void literalsOfEverySizeUnlessSmallOnesAreWanted() {
        assertTrue(ImapLimits.DEFAULT.command().literalPlus());
        assertFalse(ImapLimits.DEFAULT.smallLiterals().command().literalPlus());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ImapLimits.DEFAULT.messageOctets(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> ImapLimits.DEFAULT.command().nonSynchronizing(4095));
    }
}
