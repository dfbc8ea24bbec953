package org.pennypost.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Surroundings.Entropy;

class QueueIdTest {
    private static final Entropy ZEROS = octets -> Arrays.fill(octets, (byte) 0);
    private static final Entropy ONES = octets -> Arrays.fill(octets, (byte) -1);

    @Test
    void holdsTimeAndRandomness() {
        assertEquals("0000000000000000", QueueId.next(Instant.EPOCH, ZEROS).text());
        assertEquals(
                "000000001zzzzzzz", QueueId.next(Instant.ofEpochMilli(1), ONES).text());
    }

    @Test
    void sortsByTime() {
        Instant now = Instant.parse("2026-12-01T10:00:00Z");
        String earlier = QueueId.next(now, ONES).text();
        String later = QueueId.next(now.plusMillis(1), ZEROS).text();
        assertTrue(earlier.compareTo(later) < 0);
    }

    @Test
    void refusesWhatIsNoId() {
        for (String text :
                new String[] {"", "000000000000000", "00000000000000000", "000000000000000u", "00000000000\r\n000"}) {
            assertThrows(IllegalArgumentException.class, () -> new QueueId(text), text);
        }
    }
}
