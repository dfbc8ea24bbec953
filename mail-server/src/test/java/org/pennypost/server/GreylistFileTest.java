package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.testing.ManualTime;
import org.pennypost.smtp.Greylist;

class GreylistFileTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @TempDir
    Path data;

    private final ManualTime time = new ManualTime(NOON);

    @Test
    void whoWaitedAndWhoIsKnownSurvivesARestart() {
        assertEquals(false, started().takes("192.0.2.1"));
        time.advance(Duration.ofMinutes(4));
        Running second = started();
        assertEquals(false, second.takes("192.0.2.1"));
        assertEquals(false, second.takes("198.51.100.1"));
        time.advance(Duration.ofMinutes(1));
        assertEquals(true, started().takes("192.0.2.1"));
        time.advance(Duration.ofMinutes(1));
        Running third = started();
        assertEquals(true, third.takes("192.0.2.1"));
        assertEquals(false, third.takes("198.51.100.1"));
        assertEquals(false, third.takes("203.0.113.1"));
        // and is forgotten as if there had been no restart
        time.advance(Duration.ofDays(36));
        assertEquals(false, started().takes("192.0.2.1"));
    }

    @Test
    void whoComesOftenIsNotForgottenForWantOfARestart() {
        started().takes("192.0.2.1");
        time.advance(Duration.ofMinutes(5));
        Running running = started();
        for (int day = 0; day < 40; day++) {
            assertEquals(true, running.takes("192.0.2.1"));
            time.advance(Duration.ofDays(1));
        }
        assertEquals(true, started().takes("192.0.2.1"));
    }

    @Test
    void isBoundedAndKeepsTheLast() throws Exception {
        GreylistFile file = GreylistFile.in(data, 10);
        for (int i = 0; i < 1000; i++) {
            file.keep(entry(i % 25));
            assertTrue(Files.readAllLines(data.resolve("greylist")).size() < 20);
        }
        List<String> keys = file.recall().stream().map(Greylist.Entry::key).toList();
        assertEquals(
                List.of(15, 16, 17, 18, 19, 20, 21, 22, 23, 24),
                keys.stream().map(key -> Integer.parseInt(key, 16)).toList());
        assertEquals(10, Files.readAllLines(data.resolve("greylist")).size());
    }

    @Test
    void whatIsNoLineIsSkipped() throws Exception {
        GreylistFile file = GreylistFile.in(data, 10);
        file.keep(entry(1));
        Files.writeString(data.resolve("greylist"), "\n\u00FC\0 half a li", StandardOpenOption.APPEND);
        assertEquals(List.of(entry(1)), GreylistFile.in(data, 10).recall());
        file.keep(entry(2));
        assertEquals(List.of(entry(1), entry(2)), GreylistFile.in(data, 10).recall());
    }

    @Test
    void aFileThatCannotBeWrittenStopsNoMail() throws Exception {
        Files.createDirectory(data.resolve("greylist"));
        Running running = started();
        assertEquals(false, running.takes("192.0.2.1"));
        time.advance(Duration.ofMinutes(5));
        assertEquals(true, running.takes("192.0.2.1"));
    }

    private static Greylist.Entry entry(int i) {
        return new Greylist.Entry("%032x".formatted(i), NOON, NOON.plusSeconds(i), i % 2 == 0);
    }

    private Running started() {
        return new Running(
                Greylist.with(time, Duration.ofMinutes(5), Duration.ofDays(35), GreylistFile.in(data)), time);
    }

    private record Running(Greylist list, ManualTime time) {
        boolean takes(String host) {
            Peer peer = Peer.inClear("c1", new Peer.Endpoint(host, 4711), new Peer.Endpoint("127.0.0.1", 25));
            Envelope envelope = new Envelope(
                    QueueId.next(time.instant(), octets -> {}),
                    ReversePath.NULL,
                    MailOptions.NONE,
                    new Origin(peer, "client.example", Origin.Submitter.UNKNOWN, time.instant()));
            return list.check(new Envelope.Recipient(ForwardPath.POSTMASTER), envelope) instanceof Verdict.Accepted;
        }
    }
}
