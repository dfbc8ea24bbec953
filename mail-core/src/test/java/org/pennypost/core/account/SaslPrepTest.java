package org.pennypost.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SaslPrepTest {
    // RFC 4013 §3
    @Test
    void spellingsBecomeOne() {
        assertEquals("IX", SaslPrep.stored("I\u00adX"));
        assertEquals("a", SaslPrep.stored("\u00aa"));
        assertEquals("IX", SaslPrep.stored("\u2168"));
        assertEquals("\u0007", SaslPrep.stored("\u0007"));
    }

    @Test
    void whatIsTooLongStaysAsItIs() {
        assertEquals("a".repeat(1024), SaslPrep.stored("\u00aa".repeat(1024)));
        assertEquals("\u00aa".repeat(1025), SaslPrep.stored("\u00aa".repeat(1025)));
    }

    @Test
    void marksInTheWrongOrderCostNothing() {
        String hostile = "x" + "\u0301\u0316".repeat(500_000);
        assertEquals(hostile, assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SaslPrep.stored(hostile)));
    }
}
