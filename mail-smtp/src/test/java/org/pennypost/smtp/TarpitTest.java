package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.World;
import org.pennypost.smtp.testing.Sites;

class TarpitTest {
    @Test
    void doublesFromTheFirstErrorThatIsNotFree() {
        Tarpit tarpit = new Tarpit(2, Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertEquals(
                List.of(0L, 0L, 1L, 2L, 4L, 5L, 5L),
                List.of(1, 2, 3, 4, 5, 6, 1_000_000).stream()
                        .map(error -> tarpit.delay(error).toSeconds())
                        .toList());
        assertEquals(Duration.ZERO, Tarpit.NONE.delay(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new Tarpit(0, Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    // RFC7293-13.1-a: probing takes time
    @Test
    void theDriverIsAskedToWaitForErrorsOnly() {
        World world = new World(List.of());
        SmtpServer server = Sites.server(world)
                .limits(SmtpLimits.DEFAULT.tarpit(new Tarpit(1, Duration.ofSeconds(1), Duration.ofSeconds(8))));
        LoopbackDriver driver = new LoopbackDriver(server.mx(), Peers.local());
        driver.pump();
        say(driver, "NOOP\r\nEHLO a.example\r\nNONSENSE\r\nNOOP\r\n");
        assertEquals(Duration.ZERO, driver.waited());
        say(driver, "NONSENSE\r\n");
        assertEquals(Duration.ofSeconds(1), driver.waited());
        say(driver, "MAIL FROM:<a@example.com>\r\nRCPT TO:<nobody@example.org>\r\n");
        assertEquals(Duration.ofSeconds(3), driver.waited());
        say(driver, "NOOP\r\n");
        assertEquals(Duration.ofSeconds(3), driver.waited());
    }

    private static void say(LoopbackDriver driver, String text) {
        driver.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
