package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.QuotaLimits;

/** Quotas as they are typed and shown. */
class QuotaTextTest {
    @Test
    void whatIsShownIsWhatWasTyped() {
        for (String text : List.of("500M", "2G,50000C", "1000C", "7K", "1023G")) {
            assertEquals(text, QuotaText.of(QuotaText.parse(text).orElseThrow()));
        }
    }

    @Test
    void octetsThatAreNoWholeUnitAreNotRounded() {
        assertEquals("1000000 octets,5C", QuotaText.of(new QuotaLimits(1_000_000, 5)));
    }
}
