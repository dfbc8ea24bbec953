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

    @TempDir
    Path directory;

    @Test
    void theNextIsDueOneIntervalAfterTheLast() throws Exception {
        MailedCheckpoints checkpoints = after(NOW);
        assertFalse(checkpoints.isDue(NOW.plus(Duration.ofHours(23))));
        assertTrue(checkpoints.isDue(NOW.plus(Duration.ofHours(24))));
    }

    /** Else whoever sets the clock ahead for a minute would be without witnesses for a year. */
    @Test
    void whatWasMailedUnderAClockThatWasAheadPutsNothingOff() throws Exception {
        assertTrue(after(NOW.plus(Duration.ofDays(365))).isDue(NOW));
    }

    private MailedCheckpoints after(Instant last) throws Exception {
        Files.writeString(directory.resolve("mailed"), last.toString());
        EvidenceKeys keys = EvidenceKeys.in(directory.resolve("keys"), "h.example", "p@h.example", NOW);
        MailedCheckpoints checkpoints = MailedCheckpoints.of(
                directory, List.of(), Duration.ofHours(24), new CheckpointLetter(keys, "p@h.example"));
        checkpoints.by(new Post(
                WholeMessageDelivery.to((envelope, message) -> {}),
                new Surroundings("mail.example", InstantSource.system(), octets -> {})));
        return checkpoints;
    }
}
