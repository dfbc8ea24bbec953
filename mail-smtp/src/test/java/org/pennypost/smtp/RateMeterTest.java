package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.ManualTime;

class RateMeterTest {
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final RateMeter meter = new RateMeter(new Rates.Rate(3, Duration.ofMinutes(1)), time);

    @Test
    void permitsTheRateAndNotOneMore() {
        for (int i = 0; i < 3; i++) {
            assertTrue(meter.permits("a"));
        }
        assertFalse(meter.permits("a"));
        assertTrue(meter.permits("b"));
    }

    @Test
    void fillsUpSteadilyAndNoFurther() {
        for (int i = 0; i < 3; i++) {
            meter.permits("a");
        }
        time.advance(Duration.ofMillis(19_999));
        assertFalse(meter.permits("a"));
        time.advance(Duration.ofMillis(1));
        assertTrue(meter.permits("a"));
        assertFalse(meter.permits("a"));
        time.advance(Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            assertTrue(meter.permits("a"));
        }
        assertFalse(meter.permits("a"));
    }

    /** A client that makes keys pushes out the oldest ones, which begin anew; nothing grows without end. */
    @Test
    void remembersABoundedNumberOfKeys() {
        BoundedTable<Integer, Integer> table = new BoundedTable<>(2);
        assertEquals(1, table.update(1, old -> old + 1, 1));
        assertEquals(1, table.update(2, old -> old + 1, 1));
        assertEquals(2, table.update(1, old -> old + 1, 1));
        assertEquals(1, table.update(3, old -> old + 1, 1));
        assertEquals(3, table.update(1, old -> old + 1, 1));
        assertEquals(1, table.update(2, old -> old + 1, 1));
    }

    @Test
    void refusesRatesOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Rates.Rate(0, Duration.ofMinutes(1)));
        assertThrows(IllegalArgumentException.class, () -> new Rates.Rate(1, Duration.ZERO));
    }
}
