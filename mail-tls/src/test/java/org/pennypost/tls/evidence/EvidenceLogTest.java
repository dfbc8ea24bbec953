package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.EvidenceKeys;

class EvidenceLogTest {
    @TempDir
    Path directory;

    private EvidenceKeys keys;

    @BeforeEach
    void makeKeys() throws IOException {
        keys = Events.keys(directory);
    }

    @Test
    void whatWasRecordedIsThereAfterwards() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(1));
            log.note(Events.event(Event.Kind.RETRIEVED, 2));
        }
        List<Record> records = records();
        assertEquals(2, records.size());
        Record first = records.get(0);
        assertEquals("submission-accepted", first.kind());
        assertEquals("fred", first.field("user").orElseThrow());
        assertEquals("PLAIN", first.field("mechanism").orElseThrow());
        assertEquals("192.0.2.7 40000", first.field("peer").orElseThrow());
        assertEquals("q1", first.field("queue-id").orElseThrow());
        assertEquals("2026-11-26T12:00:01Z", first.field("time").orElseThrow());
        assertEquals("retrieved", records.get(1).kind());
    }

    /** A file of the tree is made for each power of two, and a disk may be full or a process have no descriptor left. */
    @Test
    void aFileOfTheTreeThatCannotBeMadeRefusesOneEventAndNotAllAfterIt() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(1));
            Path inTheWay = Files.createDirectory(LogFiles.tree(directory).resolve("level-01"));
            assertThrows(StoreException.class, () -> log.record(Events.accepted(2)));
            Files.delete(inTheWay);
            log.record(Events.accepted(3));
            log.sign(Events.NOON);
        }
        assertEquals(2, records().size());
        assertEquals(List.of(), Audit.of(directory, keys.authority(), List.of()).faults());
    }

    @Test
    void whoBeginsToRecordIsToldOnceItIsOnTheDisk() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            List<CompletableFuture<Integer>> told = new ArrayList<>();
            for (int i = 0; i < 3 * Waiting.BATCH; i++) {
                Pending begun = log.begin(Events.accepted(i));
                CompletableFuture<Integer> one = new CompletableFuture<>();
                begun.whenSettled(() -> one.complete(Math.toIntExact(log.size())));
                told.add(one);
                begun.await();
            }
            for (int i = 0; i < told.size(); i++) {
                assertTrue(told.get(i).get(10, TimeUnit.SECONDS) > i);
            }
            assertEquals(told.size(), records().size());
        }
    }

    @Test
    void whoIsToldMayTroubleNobodyElse() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.begin(Events.accepted(0)).whenSettled(() -> {
                throw new IllegalStateException("a bug, for a test");
            });
            log.record(Events.accepted(1));
        }
        assertEquals(2, records().size());
    }

    @Test
    void aClosedLogRefuses() throws Exception {
        EvidenceLog log = EvidenceLog.open(directory, keys);
        log.close();
        assertThrows(StoreException.class, () -> log.begin(Events.accepted(0)));
        assertThrows(StoreException.class, () -> log.note(Events.accepted(0)));
    }

    @Test
    void twoEventsThatSayTheSameHaveDifferentHashes() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(1));
            log.record(Events.accepted(1));
        }
        assertEquals(2, records().stream().map(Record::text).distinct().count());
    }

    @Test
    void aLogGoesOnOverManySegmentsAndOpenings() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (EvidenceLog log = EvidenceLog.open(directory, keys, 2000)) {
                assertEquals(3L * i, log.size());
                log.record(Events.accepted(i));
                log.note(Events.accepted(i));
                if (i % 3 == 1) {
                    log.sign(Events.NOON.plusSeconds(i));
                }
                log.record(Events.accepted(i));
            }
        }
        assertTrue(Segments.numbers(LogFiles.log(directory)).size() > 3);
        assertEquals(60, records().size());
        try (EvidenceLog log = EvidenceLog.open(directory, keys, 2000)) {
            log.sign(Events.NOON.plusSeconds(99));
        }
        assertSound(60);
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            for (long index = 0; index < 60; index++) {
                Proof proof = Proof.parse(reader.prove(List.of(index)).text());
                assertTrue(Verification.of(proof, Verification.Trust.NOBODY).holds());
            }
        }
    }

    @Test
    void notedEventsKeepTheirOrderAndComeBeforeWhatIsRecordedAfterThem() throws Exception {
        int each = 3 * Waiting.BATCH + 1;
        try (EvidenceLog log = EvidenceLog.open(directory, keys, 4000)) {
            ExecutorService pool = Executors.newFixedThreadPool(2);
            Future<?> other = pool.submit(() -> {
                for (int i = 0; i < each; i++) {
                    log.note(Events.event(Event.Kind.LOGIN, i));
                }
                return null;
            });
            for (int i = 0; i < each; i++) {
                log.note(Events.event(Event.Kind.RETRIEVED, i));
            }
            log.record(Events.accepted(each));
            List<Record> before = records();
            other.get();
            pool.shutdown();
            assertNumbered(before, "retrieved", each);
            assertEquals(
                    "submission-accepted",
                    before.stream()
                            .filter(record -> !record.kind().equals("login"))
                            .reduce((one, next) -> next)
                            .orElseThrow()
                            .kind());
        }
        assertNumbered(records(), "login", each);
        assertEquals(2 * each + 1, records().size());
    }

    private static void assertNumbered(List<Record> records, String kind, int count) {
        assertEquals(
                IntStream.range(0, count).mapToObj(i -> "q" + i).toList(),
                records.stream()
                        .filter(record -> record.kind().equals(kind))
                        .map(record -> record.field("queue-id").orElseThrow())
                        .toList());
    }

    @Test
    void everybodyWhoRecordsAtOnceHasARecord() throws Exception {
        int threads = 8;
        int each = 50;
        try (EvidenceLog log = EvidenceLog.open(directory, keys, 4000)) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                done.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < each; i++) {
                        log.record(Events.accepted(thread * each + i));
                        if (i % 10 == 0) {
                            log.sign(Events.NOON.plusSeconds(i));
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : done) {
                one.get();
            }
            pool.shutdown();
            log.sign(Events.NOON.plusSeconds(100));
        }
        assertEquals(
                threads * each,
                records().stream()
                        .map(record -> record.field("queue-id").orElseThrow())
                        .distinct()
                        .count());
        assertSound(threads * each);
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        int each = 300;
        int recorders = 6;
        try (EvidenceLog log = EvidenceLog.open(directory, keys, 40_000)) {
            ExecutorService pool = Executors.newCachedThreadPool();
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < recorders; t++) {
                done.add(pool.submit(() -> repeat(each, i -> log.record(Events.accepted(i)))));
            }
            done.add(pool.submit(() -> repeat(20 * each, i -> log.note(Events.event(Event.Kind.RETRIEVED, i)))));
            done.add(pool.submit(() -> repeat(each, i -> log.settle())));
            done.add(pool.submit(() -> repeat(20, i -> log.sign(Events.NOON.plusSeconds(i)))));
            for (Future<?> one : done) {
                one.get(1, TimeUnit.MINUTES);
            }
            pool.shutdown();
            log.sign(Events.NOON.plusSeconds(100));
        }
        assertSound(each * (recorders + 20));
    }

    private interface Deed {
        void run(int i) throws Exception;
    }

    private static Void repeat(int times, Deed deed) throws Exception {
        for (int i = 0; i < times; i++) {
            deed.run(i);
        }
        return null;
    }

    @Test
    void aTornEndIsRemovedAndNothingBeforeIt() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            for (int i = 0; i < 3; i++) {
                log.record(Events.accepted(i));
            }
        }
        Path file = Segments.file(LogFiles.log(directory), 0);
        byte[] whole = Files.readAllBytes(file);
        int before = (int) Segments.offset(placeOf(2));
        for (int end = before + 1; end < whole.length; end++) {
            int length = end;
            Files.write(file, Arrays.copyOf(whole, length));
            try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
                assertEquals(2, log.size());
                boolean nothing = IntStream.range(before, length).allMatch(at -> whole[at] == 0);
                assertEquals(!nothing, log.mended().isPresent());
            }
            assertEquals(before, Files.size(file));
        }
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(9));
            log.sign(Events.NOON.plusSeconds(9));
        }
        assertSound(3);
    }

    @Test
    void garbageBehindTheEndIsRemoved() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(0));
        }
        try (RandomAccessFile file =
                new RandomAccessFile(Segments.file(LogFiles.log(directory), 0).toFile(), "rw")) {
            file.seek(file.length());
            file.write(new byte[5000]); // what a file system may leave of a write that never finished
        }
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            assertEquals(1, log.size());
        }
        assertEquals(1, records().size());
    }

    @Test
    void afterACrashTheRoomForMoreIsNoTornEnd() throws Exception {
        Path crashed = directory.resolve("crashed");
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(0));
            log.sign(Events.NOON);
            log.record(Events.accepted(1));
            copy(directory, crashed);
        }
        Path file = Segments.file(LogFiles.log(crashed), 0);
        assertTrue(Files.size(file) > 100_000);
        Audit audit = Audit.of(crashed, keys.authority(), List.of());
        assertEquals(List.of(), audit.faults());
        assertEquals(2, audit.events());
        try (EvidenceLog log = EvidenceLog.open(crashed, keys)) {
            assertEquals(2, log.size());
            assertEquals(Optional.empty(), log.mended());
        }
        assertTrue(Files.size(file) < 2000);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(one -> !one.startsWith(to)).toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    @Test
    void whatWasDurableAndIsDamagedIsNotTakenForATornEnd() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            for (int i = 0; i < 4; i++) {
                log.record(Events.accepted(i));
            }
        }
        change(Segments.offset(placeOf(1)) + 60);
        EvidenceException damaged = assertThrows(EvidenceException.class, () -> EvidenceLog.open(directory, keys));
        assertTrue(damaged.getMessage().startsWith("event 1 is damaged"), damaged.getMessage());
    }

    @Test
    void whatWasSignedAndIsDamagedIsNotTakenForATornEnd() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(0));
            log.record(Events.accepted(1));
            log.sign(Events.NOON);
        }
        change(Segments.offset(placeOf(1)) + 60);
        EvidenceException damaged = assertThrows(EvidenceException.class, () -> EvidenceLog.open(directory, keys));
        assertTrue(damaged.getMessage().startsWith("event 1 is damaged"), damaged.getMessage());
    }

    @Test
    void theTreeIsComputedAgainIfItIsGone() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            for (int i = 0; i < 11; i++) {
                log.record(Events.accepted(i));
            }
            log.sign(Events.NOON);
        }
        Files.delete(LogFiles.tree(directory).resolve("level-01"));
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            assertEquals(11, log.size());
            assertTrue(log.mended().isPresent());
        }
        assertSound(11);
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            reader.prove(List.of(0L, 10L));
        }
    }

    @Test
    void aLogWhoseEventsAreGoneIsNotBegunAnew() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(0));
            log.sign(Events.NOON);
        }
        Path events = Segments.file(LogFiles.log(directory), 0);
        Files.delete(events);
        EvidenceException gone = assertThrows(EvidenceException.class, () -> EvidenceLog.open(directory, keys));
        assertTrue(gone.getMessage().endsWith("has 0 events, but a head was signed over 1"), gone.getMessage());
        assertFalse(Files.exists(events));
    }

    @Test
    void aTreeThatWasCutIsAFaultAndNoBug() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(0));
            log.record(Events.accepted(1));
            log.sign(Events.NOON);
        }
        Path leaves = LogFiles.tree(directory).resolve("level-00");
        Files.write(leaves, Arrays.copyOf(Files.readAllBytes(leaves), Hash.SIZE));
        Audit audit = Audit.of(directory, keys.authority(), List.of());
        assertEquals(List.of("value 1 of the tree is missing"), audit.faults());
    }

    @Test
    void withoutTheTreeAllIsCheckedAgainstTheHeads() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(0));
            log.record(Events.accepted(1));
            log.sign(Events.NOON);
        }
        try (Stream<Path> tree = Files.list(LogFiles.tree(directory))) {
            for (Path file : tree.toList()) {
                Files.delete(file);
            }
        }
        assertSound(2);
        change(Segments.HEAD + 60);
        assertFalse(Audit.of(directory, keys.authority(), List.of()).faults().isEmpty());
    }

    @Test
    void oneProcessWrites() throws Exception {
        EvidenceLog log = EvidenceLog.open(directory, keys);
        assertThrows(EvidenceException.class, () -> EvidenceLog.open(directory, keys));
        log.close();
        EvidenceLog.open(directory, keys).close();
    }

    @Test
    void headsGrowAndAreProvenToBeOneHistory() throws Exception {
        SignedHead kept;
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            assertTrue(log.sign(Events.NOON).isEmpty());
            log.record(Events.accepted(0));
            log.record(Events.accepted(1));
            log.record(Events.accepted(2));
            kept = log.sign(Events.NOON).orElseThrow();
            assertEquals(kept, log.sign(Events.NOON.plusSeconds(1)).orElseThrow());
            log.record(Events.accepted(3));
            SignedHead next = log.sign(Events.NOON.minusSeconds(5)).orElseThrow();
            assertEquals(Events.NOON, next.head().time()); // a clock that is set back does not turn history round
        }
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            Proof proof =
                    Proof.parse(reader.since(reader.prove(List.of(3L)), kept).text());
            Verification verification = Verification.of(proof, Verification.Trust.NOBODY);
            assertTrue(verification.holds());
            assertTrue(verification.proven().toString().contains("only grew between 3 and 4 events"));
        }
    }

    /** Such a head would not hold, and never could be made good. */
    @Test
    void nothingIsSignedBeforeTheKeysWereMade() throws Exception {
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(Events.accepted(0));
            EvidenceException early =
                    assertThrows(EvidenceException.class, () -> log.sign(Events.NOON.minus(Duration.ofDays(300))));
            assertTrue(early.getMessage().contains("is the clock right?"), early.getMessage());
            log.sign(Events.NOON);
        }
        Audit audit = Audit.of(directory, keys.authority(), List.of());
        assertEquals(List.of(), audit.faults());
        assertEquals(1, audit.heads());
    }

    private void change(long at) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(Segments.file(LogFiles.log(directory), 0).toFile(), "rw")) {
            file.seek(at);
            int octet = file.read();
            file.seek(at);
            file.write(octet ^ 1);
        }
    }

    private long placeOf(long index) throws IOException {
        try (TreeFiles tree = TreeFiles.read(LogFiles.tree(directory))) {
            return tree.place(index);
        }
    }

    private List<Record> records() throws IOException {
        List<Record> records = new ArrayList<>();
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            reader.each(0, records::add);
        }
        return records;
    }

    private void assertSound(long events) throws IOException {
        List<X509Certificate> nobody = List.of();
        Audit audit = Audit.of(directory, keys.authority(), nobody);
        assertEquals(List.of(), audit.faults());
        assertEquals(events, audit.events());
    }
}
