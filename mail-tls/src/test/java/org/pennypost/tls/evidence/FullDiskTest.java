package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.SmallDisk;
import org.pennypost.tls.EvidenceKeys;

/** What cannot be written is refused, and nothing of it stays in the way when there is room again. */
class FullDiskTest {
    @TempDir
    Path directory;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.on(directory.resolve("disk"), 8 * 1024); // all that may wait has room, once there is some
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.unmount();
        }
    }

    @Test
    void refusesUntilThereIsRoom() throws Exception {
        Path evidence = disk.mail();
        EvidenceKeys keys = Events.keys(directory);
        int taken = 0;
        try (EvidenceLog log = EvidenceLog.open(evidence, keys)) {
            log.record(Events.accepted(taken++));
            disk.fill();
            boolean full = false;
            for (int i = 0; i < 2000 && !full; i++) { // what the file has room for already
                try {
                    log.record(Events.accepted(taken));
                    taken++;
                } catch (StoreException refused) {
                    full = true;
                }
            }
            assertTrue(full);
            assertThrows(StoreException.class, () -> log.record(Events.accepted(99)));
            disk.empty();
            log.record(Events.accepted(taken++));
            assertEquals(taken, log.size());
            log.sign(Events.NOON);
        }
        Audit audit = Audit.of(evidence, keys.authority(), List.of());
        assertEquals(List.of(), audit.faults());
        assertEquals(taken, audit.events());
    }

    @Test
    void whatWasNotedWaitsForRoomAndMoreIsRefused() throws Exception {
        Path evidence = disk.mail();
        EvidenceKeys keys = Events.keys(directory);
        int noted = 0;
        try (EvidenceLog log = EvidenceLog.open(evidence, keys)) {
            disk.fill();
            boolean full = false;
            for (int i = 0; i < 100 * Waiting.BATCH && !full; i++) {
                try {
                    log.note(Events.event(Event.Kind.RETRIEVED, noted));
                    noted++;
                } catch (StoreException refused) {
                    full = true;
                }
            }
            assertTrue(full);
            assertThrows(StoreException.class, () -> log.note(Events.event(Event.Kind.RETRIEVED, 99)));
            log.amend(Events.event(Event.Kind.EXPUNGED, noted++)); // what undoes one of those waits behind it
            disk.empty();
            log.settle();
            assertEquals(noted, log.size());
        }
        assertEquals(noted, Audit.of(evidence, keys.authority(), List.of()).events());
    }

    @Test
    void refusesWhereNothingMayBeWritten() throws Exception {
        EvidenceKeys keys = Events.keys(directory);
        try (EvidenceLog log = EvidenceLog.open(disk.mail(), keys)) {
            log.record(Events.accepted(0));
        }
        disk.readOnly(true);
        assertThrows(java.io.IOException.class, () -> EvidenceLog.open(disk.mail(), keys));
        disk.readOnly(false);
        EvidenceLog.open(disk.mail(), keys).close();
    }
}
