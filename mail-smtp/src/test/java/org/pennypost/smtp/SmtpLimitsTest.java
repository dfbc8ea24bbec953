package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.engine.Limits;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.testing.Peers;

class SmtpLimitsTest {
    // RFC5321-4.5.3.2.7-a RFC6409-5.3-a
    @Test
    void fiveMinutesOfPatience() {
        var engine = SmtpServer.with(
                        WholeMessageDelivery.to((envelope, message) -> {}),
                        new Surroundings("mail.example.org", () -> Instant.EPOCH, octets -> {}))
                .mx()
                .accept(Peers.local(), () -> {});
        assertEquals(Duration.ofMinutes(5), engine.patience());
    }

    // RFC5321-4.5.3.1-a RFC5321-4.5.3.1.7-a RFC5321-4.5.3.1.8-a RFC5321-6.3-a RFC4954-9-b
    // RFC5321-4.5.3.1.4-a RFC1870-3-d RFC4954-3-b RFC6531-3.1-e
    // RFC3030-3-c RFC2852-2-b RFC3461-5.4-b RFC3461-5.4-c RFC4865-3-d RFC6710-3-c RFC7293-3.1-d RFC8689-2-c
    @Test
    void refusesLimitsBelowThoseOfTheRfcs() {
        limits(65_536, 100, 2673, 100, 3);
        assertThrows(IllegalArgumentException.class, () -> limits(65_535, 100, 2673, 100, 3));
        assertThrows(IllegalArgumentException.class, () -> limits(65_536, 99, 2673, 100, 3));
        assertThrows(IllegalArgumentException.class, () -> limits(65_536, 100, 2672, 100, 3));
        assertThrows(IllegalArgumentException.class, () -> limits(65_536, 100, 2673, 99, 3));
        assertThrows(IllegalArgumentException.class, () -> limits(65_536, 100, 2673, 100, 2));
    }

    private static void limits(long message, int recipients, int line, int hops, int logins) {
        new SmtpLimits(message, recipients, line, hops, logins, Tarpit.NONE, Duration.ofMinutes(5), Limits.DEFAULT);
    }
}
