package org.pennypost.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** For how long failures are remembered. */
class FailureTableTest {
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private Duration now = Duration.ZERO;
    private final FailureTable table = new FailureTable(() -> now);

    @Test
    void allAreForgottenTogether() {
        table.add("tim", MEMORY);
        now = now.plusMinutes(14);
        assertEquals(2, table.add("tim", MEMORY));
        now = now.plusMinutes(14);
        assertEquals(2, table.count("tim", MEMORY));
        now = now.plusMinutes(1);
        assertEquals(0, table.count("tim", MEMORY));
    }
}
