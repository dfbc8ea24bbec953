package org.pennypost.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.ManualTime;

/** For how long failures are remembered. */
class FailureTableTest {
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final FailureTable table = new FailureTable(time);

    @Test
    void allAreForgottenTogether() {
        table.add("tim", MEMORY);
        time.advance(Duration.ofMinutes(14));
        assertEquals(2, table.add("tim", MEMORY));
        time.advance(Duration.ofMinutes(14));
        assertEquals(2, table.count("tim", MEMORY));
        time.advance(Duration.ofMinutes(1));
        assertEquals(0, table.count("tim", MEMORY));
    }

    @Test
    void aClockThatIsSetBackShutsNobodyOutForLonger() {
        time.advance(Duration.ofDays(365));
        table.add("tim", MEMORY);
        time.advance(Duration.ofDays(-365));
        assertEquals(1, table.count("tim", MEMORY));
        time.advance(MEMORY);
        assertEquals(0, table.count("tim", MEMORY));
    }
}
