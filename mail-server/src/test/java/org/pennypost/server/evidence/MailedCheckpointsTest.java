package org.pennypost.server.evidence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.tls.EvidenceKeys;

/** When heads are mailed. */
class MailedCheckpointsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private Instant clock = NOW;
    private Duration uptime = Duration.ZERO;

    @TempDir
    Path directory;

    @Test
    void theNextIsDueOneIntervalAfterTheLast() throws Exception {
        MailedCheckpoints checkpoints = after(NOW);
        uptime = Duration.ofHours(23);
        assertFalse(checkpoints.isDue());
        uptime = Duration.ofHours(24);
        assertTrue(checkpoints.isDue());
    }

    @Test
    void whatWasMailedBeforeTheStartCounts() throws Exception {
        MailedCheckpoints checkpoints = after(NOW.minus(Duration.ofHours(20)));
        uptime = Duration.ofHours(3);
        assertFalse(checkpoints.isDue());
        uptime = Duration.ofHours(4);
        assertTrue(checkpoints.isDue());
    }

    @Test
    void aClockThatIsSetNeitherPutsThemOffNorHurriesThem() throws Exception {
        MailedCheckpoints checkpoints = after(NOW);
        clock = NOW.plus(Duration.ofDays(365));
        assertFalse(checkpoints.isDue());
        clock = NOW.minus(Duration.ofHours(30));
        uptime = Duration.ofHours(24);
        assertTrue(checkpoints.isDue());
    }

    /** Else whoever sets the clock ahead for a minute would be without witnesses for a year. */
    @Test
    void whatWasMailedUnderAClockThatWasAheadPutsNothingOff() throws Exception {
        assertTrue(after(NOW.plus(Duration.ofDays(365))).isDue());
    }

    private MailedCheckpoints after(Instant last) throws Exception {
        Files.writeString(directory.resolve("mailed"), last.toString());
        EvidenceKeys keys = EvidenceKeys.in(directory.resolve("keys"), "h.example", "p@h.example", NOW);
        MailedCheckpoints checkpoints = MailedCheckpoints.of(
                directory,
                List.of(),
                Duration.ofHours(24),
                new CheckpointLetter(keys, "p@h.example"),
                () -> clock,
                () -> uptime);
        checkpoints.by(new Post(
                WholeMessageDelivery.to((envelope, message) -> {}),
                new Surroundings("mail.example", InstantSource.system(), octets -> {})));
        return checkpoints;
    }
}
