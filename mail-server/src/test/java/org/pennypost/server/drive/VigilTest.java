package org.pennypost.server.drive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pennypost.server.drive.Vigil.Phase;

class VigilTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final AtomicLong now = new AtomicLong();
    private final Vigil vigil = new Vigil(new SecondsClock(now::get));

    // RFC1939-3-r RFC9051-5.4-b RFC3501-5.4-a
    @Test
    void whateverThePeerSaysBeginsItsTimeAnew() {
        vigil.await(Phase.LISTENING, PATIENCE);
        pass(PATIENCE.minusSeconds(1));
        assertFalse(vigil.over());
        vigil.heard();
        vigil.await(Phase.LISTENING, PATIENCE);
        pass(PATIENCE.minusSeconds(1));
        assertFalse(vigil.over());
        pass(Duration.ofSeconds(1));
        assertTrue(vigil.over());
    }

    @Test
    void ourOwnWorkTakesNothingOfIt() {
        vigil.await(Phase.WORKING, PATIENCE);
        pass(PATIENCE.multipliedBy(2));
        assertFalse(vigil.over());
        vigil.worked();
        vigil.await(Phase.LISTENING, PATIENCE);
        assertFalse(vigil.over());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
