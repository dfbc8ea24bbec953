package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Limits;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.World;

class PopSettingsTest {
    // RFC1939-3-q, RFC937-timeouts-a
    @Test
    void patienceIsTenMinutesAtLeast() {
        Duration least = Duration.ofMinutes(10);
        PopLimits limits = new PopLimits(512, 12_288, 5, least, Limits.DEFAULT);
        assertThrows(
                IllegalArgumentException.class,
                () -> new PopLimits(512, 12_288, 5, least.minusMillis(1), Limits.DEFAULT));
        World world = new World(List.of());
        PopServer pop = PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .limits(limits);
        assertEquals(
                least, new LoopbackDriver(pop.pop3(), Peers.local()).engine().patience());
        assertEquals(
                least, new LoopbackDriver(pop.pop2(), Peers.local()).engine().patience());
    }

    @Test
    void whatCannotBeIsRefused() {
        World world = new World(List.of());
        PopServer pop = PopServer.with(world.store(), world.authenticator(), world.surroundings());
        assertThrows(IllegalArgumentException.class, () -> pop.options(PopOptions.DEFAULT.language("de")));
        assertThrows(IllegalArgumentException.class, () -> PopOptions.DEFAULT.loginDelay(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> PopOptions.DEFAULT.expiry(-1));
        assertTrue(PopServer.languages().containsAll(List.of("en", "zh-Hans")));
    }
}
