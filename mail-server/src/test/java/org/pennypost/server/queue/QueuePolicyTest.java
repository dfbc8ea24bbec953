package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.config.Configuration;

/** When is what tried again, as the operator wishes. */
class QueuePolicyTest {
    private static final Random RANDOM = new Random(5);

    @TempDir
    Path directory;

    // RFC5321-4.5.4.1-e
    @Test
    void theOperatorSaysWhen() throws Exception {
        Path file = directory.resolve("my.conf");
        Files.writeString(file, "[queue]\nretry-minutes = 7\nwarn-hours = 2\nexpire-hours = 200\n");
        QueuePolicy policy = QueuePolicy.of(Configuration.read(file).sending());
        assertEquals(Duration.ofHours(2), policy.warnAfter());
        assertEquals(Duration.ofHours(200), policy.expireAfter());
        assertAbout(Duration.ofMinutes(7), policy.again(1, Mails.NOW, RANDOM));
        assertAbout(Duration.ofMinutes(14), policy.again(2, Mails.NOW, RANDOM));
        assertAbout(Duration.ofHours(3), policy.again(1000, Mails.NOW, RANDOM));
        assertAbout(Duration.ofMinutes(30), policy.unreached(1, Mails.NOW, RANDOM));
        assertAbout(Duration.ofHours(3), policy.unreached(1000, Mails.NOW, RANDOM));
    }

    /** A tenth more or less. */
    private static void assertAbout(Duration expected, Instant next) {
        double ratio = (double) Duration.between(Mails.NOW, next).toMillis() / expected.toMillis();
        assertTrue(ratio >= 0.9 && ratio <= 1.1, () -> expected + " and not " + Duration.between(Mails.NOW, next));
    }
}
