package org.pennypost.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
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

    // RFC 3454 §7: assigned to nothing so far, which may change
    @Test
    void whatFailsIsNotPresentedAndWhatIsUnassignedIs() {
        assertEquals(Optional.of("IX"), SaslPrep.presented("I\u00adX"));
        assertEquals(Optional.of("x\u0378"), SaslPrep.presented("x\u0378"));
        assertEquals(Optional.empty(), SaslPrep.presented("x\u0007"));
        assertEquals(Optional.empty(), SaslPrep.presented("x\ufffd"));
        assertEquals(Optional.empty(), SaslPrep.presented("\u00ad"));
        assertEquals(Optional.empty(), SaslPrep.presented(""));
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
