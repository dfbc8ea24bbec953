package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.tls.EvidenceKeys;

/** RFC 3161: a stamp counts if it is of these octets, by somebody trusted, and answers what was asked. */
class TimeStampsTest {
    private static final byte[] OCTETS = "what was signed".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private EvidenceKeys keys;
    private TimeStamps.Authority authority;

    @BeforeEach
    void makeAuthority() throws IOException {
        keys = Events.keys(directory);
        authority = BuiltInAuthority.with(keys, InstantSource.fixed(Events.NOON));
    }

    @Test
    void aStampTellsItsTime() throws Exception {
        byte[] stamp = TimeStamps.stamp(OCTETS, authority, List.of(keys.authority()));
        assertEquals(Events.NOON, TimeStamps.verified(stamp, OCTETS, List.of(keys.authority())));
    }

    @Test
    void aStampOfSomethingElseDoesNotHold() throws Exception {
        byte[] stamp = TimeStamps.stamp(OCTETS, authority, List.of(keys.authority()));
        assertThrows(
                EvidenceException.class, () -> TimeStamps.verified(stamp, new byte[] {1}, List.of(keys.authority())));
    }

    @Test
    void aStampBySomebodyElseDoesNotCount() throws Exception {
        EvidenceKeys other = Events.keys(directory.resolve("other"));
        EvidenceException wrong = assertThrows(
                EvidenceException.class, () -> TimeStamps.stamp(OCTETS, authority, List.of(other.authority())));
        assertTrue(wrong.getMessage().contains("nobody who is trusted"), wrong.getMessage());
    }

    // RFC 3161 §2.3: the time must be one at which the certificate was valid
    @Test
    void aStampByAnAuthorityThatHasExpiredDoesNotCount() {
        TimeStamps.Authority expired =
                BuiltInAuthority.with(keys, InstantSource.fixed(Events.NOON.plus(Duration.ofDays(40 * 365))));
        assertThrows(EvidenceException.class, () -> TimeStamps.stamp(OCTETS, expired, List.of(keys.authority())));
    }

    // RFC 3161 §2.2: an answer to another request, known by its nonce
    @Test
    void anAnswerToAnotherRequestDoesNotCount() throws Exception {
        byte[][] first = new byte[1][];
        TimeStamps.stamp(
                OCTETS,
                request -> {
                    first[0] = authority.answer(request);
                    return first[0];
                },
                List.of(keys.authority()));
        assertThrows(
                EvidenceException.class,
                () -> TimeStamps.stamp(OCTETS, request -> first[0], List.of(keys.authority())));
    }

    @Test
    void garbageDoesNotCount() {
        for (byte[] garbage : List.of(new byte[0], new byte[] {0x30}, "<html>".getBytes(StandardCharsets.US_ASCII))) {
            assertThrows(
                    EvidenceException.class,
                    () -> TimeStamps.stamp(OCTETS, request -> garbage, List.of(keys.authority())));
        }
    }

    @Test
    void aLogGoesOnWithoutStampsAndGetsThemLater() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(1));
            log.sign(Events.NOON);
            assertThrows(
                    IOException.class,
                    () -> log.stamp(
                            request -> {
                                throw new IOException("unreachable");
                            },
                            List.of(keys.authority())));
            log.record(Events.accepted(2));
            log.sign(Events.NOON);
            assertEquals(2, log.stamp(authority, List.of(keys.authority())));
            assertEquals(0, log.stamp(authority, List.of(keys.authority())));
        }
        assertEquals(2, Audit.of(directory, keys.authority(), List.of()).stamps());
    }
}
