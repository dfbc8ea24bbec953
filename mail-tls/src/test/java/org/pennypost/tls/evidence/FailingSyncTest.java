package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.EvidenceKeys;

/** A disk that takes nothing for some time, and says so once: what the system has kept of it is gone. */
class FailingSyncTest {
    private static final int SEGMENT = 8_000;

    private static final Predicate<Record> Q1000 =
            record -> record.field("queue-id").equals(Optional.of("q1000"));

    @TempDir
    Path directory;

    private final Disk disk = new Disk();
    private EvidenceKeys keys;

    @BeforeEach
    void makeKeys() throws IOException {
        keys = Events.keys(directory);
    }

    /** Fails some times; the first time all that was written to the file goes. */
    private static final class Disk implements Segments.Sync {
        private volatile int failures;
        private volatile boolean losing;

        @Override
        public void of(RandomAccessFile file) throws IOException {
            if (failures == 0) {
                file.getFD().sync();
                return;
            }
            failures--;
            if (losing) {
                losing = false;
                file.seek(Segments.HEAD);
                file.write(new byte[Math.toIntExact(file.length()) - Segments.HEAD]);
            }
            throw new IOException("Input/output error");
        }
    }

    @Test
    void refusesOneEventAndKeepsWhatWasNotedBefore() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys, LogFiles.FULL, disk)) {
            note(log, 1, Waiting.BATCH);
            disk.losing = true;
            disk.failures = 1;
            assertThrows(StoreException.class, () -> log.record(Events.accepted(1000)));
            log.record(Events.accepted(1001));
            log.sign(Events.NOON);
            note(log, 2000, Waiting.BATCH);
            log.record(Events.accepted(1002));
        }
        assertEquals(2 * Waiting.BATCH + 2, whole());
        assertEquals(0, records().stream().filter(Q1000).count());
    }

    /** The machine may end before the next event comes. */
    @Test
    void takesWhatItRefusedOutOfTheFileAtOnce() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys, LogFiles.FULL, disk)) {
            disk.failures = 1;
            assertThrows(StoreException.class, () -> log.record(Events.accepted(1)));
            assertEquals(Segments.HEAD, Files.size(Segments.file(LogFiles.log(directory), 0)));
        }
    }

    /** However long it fails, and wherever a file ends. */
    @Test
    void takesEventsAgainAsSoonAsTheDiskDoes() throws Exception {
        int taken = 0;
        try (EvidenceLog log = EvidenceLog.open(directory, keys, SEGMENT, disk)) {
            for (int i = 0; i < 60; i++) {
                disk.failures = i % 7;
                for (int j = 0; j < 30; j++) {
                    taken += taken(log, j < 8 ? Events.accepted(j) : Events.event(Event.Kind.RETRIEVED, j)) ? 1 : 0;
                }
            }
            disk.failures = 0;
            log.sign(Events.NOON);
            assertTrue(log.size() > 1000, () -> log.size() + " events");
        }
        assertEquals(taken, whole());
    }

    private static boolean taken(EvidenceLog log, Event event) {
        try {
            if (event.kind() == Event.Kind.RETRIEVED) {
                log.note(event);
            } else {
                log.record(event);
            }
            return true;
        } catch (StoreException refused) {
            return false;
        }
    }

    private static void note(EvidenceLog log, int from, int count) throws StoreException {
        for (int i = from; i < from + count; i++) {
            log.note(Events.event(Event.Kind.RETRIEVED, i));
        }
    }

    private int whole() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            assertEquals(Optional.empty(), log.mended());
        }
        assertEquals(List.of(), Audit.of(directory, keys.authority(), List.of()).faults());
        return records().size();
    }

    private List<Record> records() throws IOException {
        List<Record> records = new ArrayList<>();
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            reader.each(0, records::add);
        }
        return records;
    }
}
