package org.pennypost.server.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.testing.ManualTime;

class DayLogTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-25T23:59:59Z"));

    @TempDir
    Path directory;

    @Test
    void whoNotesSomethingDoesNotAddUp() throws Exception {
        List<String> added = new ArrayList<>();
        DayLog log = DayLog.in(directory, "json", time, (name, lines) -> {
            added.add(name.domain());
            return lines.collect(Collectors.joining(","));
        });
        log.append("example.net", "a\n");
        time.advance(Duration.ofSeconds(1));
        log.append("example.net", "b\n");
        assertEquals(List.of(), added);
        assertEquals(1, log.waiting().size());
        assertEquals(1, log.waiting().size());
        assertEquals(List.of("example.net"), added);
        assertEquals("a", Files.readString(directory.resolve("2026-11-25/example.net.json")));
        assertEquals("b\n", Files.readString(directory.resolve("2026-11-26/example.net.log")));
    }

    @Test
    void aClockThatWasAheadDoesNotKeepTheReportsForYears() throws Exception {
        DayLog log = DayLog.in(directory, "json", time, (name, lines) -> lines.collect(Collectors.joining(",")));
        time.advance(Duration.ofDays(365));
        log.append("example.net", "a\n");
        time.advance(Duration.ofDays(-365));
        log.append("example.net", "b\n");
        time.advance(Duration.ofSeconds(1));
        assertEquals(1, log.waiting().size());
        assertEquals("b", Files.readString(directory.resolve("2026-11-25/example.net.json")));
    }

    @Test
    void norDoesHeWaitForThat() throws Exception {
        CountDownLatch adding = new CountDownLatch(1);
        CountDownLatch noted = new CountDownLatch(1);
        DayLog log = DayLog.in(directory, "json", time, (name, lines) -> {
            adding.countDown();
            await(noted);
            return "";
        });
        log.append("example.net", "a\n");
        time.advance(Duration.ofSeconds(1));
        CompletableFuture<Integer> reports = CompletableFuture.supplyAsync(() -> {
            try {
                return log.waiting().size();
            } catch (IOException trouble) {
                throw new IllegalStateException(trouble);
            }
        });
        await(adding);
        log.append("example.net", "b\n");
        noted.countDown();
        assertEquals(1, reports.join());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
