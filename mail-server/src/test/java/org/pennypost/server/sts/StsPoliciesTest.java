package org.pennypost.server.sts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.authentication.NameServer;

/** RFC 8461 §3.3 and §5.1: which policy counts. */
class StsPoliciesTest {
    private static final String POLICY = "version: STSv1\nmode: enforce\nmx: mx.example.net\nmax_age: 604800\n";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path directory;

    private NameServer names;
    private Instant now = NOW;
    private Duration uptime = Duration.ZERO;

    @BeforeEach
    void zone() throws IOException {
        names = new NameServer().with("_mta-sts.example.net TXT v=STSv1; id=1;");
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    @Test
    void aPolicyThatCannotBeKeptCountsAllTheSame() throws IOException {
        Files.createDirectories(directory.resolve("example.net.sts/in the way"));
        assertEquals(Optional.of(StsPolicy.parse(POLICY)), found(domain -> POLICY));
    }

    @Test
    void whatIsKeptCountsWhenTheServerIsSilent() throws IOException {
        found(domain -> POLICY);
        names.with("_mta-sts.example.net TXT v=STSv1; id=2;");
        assertEquals(Optional.of(StsPolicy.parse(POLICY)), found(domain -> {
            throw new IOException("silence");
        }));
    }

    /** Else it would count for as long as the clock was ahead, and its max_age besides. */
    @Test
    void whatWasFetchedUnderAClockThatWasAheadIsFetchedAgain() throws IOException {
        now = NOW.plus(Duration.ofDays(365));
        found(domain -> POLICY);
        now = NOW;
        assertEquals(Optional.empty(), found(domain -> {
            throw new IOException("silence");
        }));
        assertEquals(Optional.of(StsPolicy.parse(POLICY)), found(domain -> POLICY));
    }

    @Test
    void aClockThatGoesBackALittleForgetsNothing() throws IOException {
        found(domain -> POLICY);
        now = NOW.minusSeconds(60);
        assertEquals(Optional.of(StsPolicy.parse(POLICY)), found(domain -> {
            throw new IOException("silence");
        }));
    }

    /** RFC 8461 §3.3: a server that is silent is left alone for a while, whatever becomes of the clock meanwhile. */
    @Test
    void theNextLookComesInItsTimeAlthoughTheClockIsSet() throws IOException {
        List<String> asked = new ArrayList<>();
        StsPolicies policies = StsPolicies.in(
                directory,
                names.resolver(),
                domain -> {
                    asked.add(domain);
                    throw new IOException("silence");
                },
                () -> now,
                () -> uptime);
        policies.of("example.net");
        now = NOW.plus(Duration.ofDays(365));
        policies.of("example.net");
        assertEquals(1, asked.size());
        now = NOW;
        uptime = Duration.ofMinutes(5);
        policies.of("example.net");
        assertEquals(2, asked.size());
    }

    @Test
    void twoThatFetchTheSameAreNotInEachOthersWay() throws Exception {
        StsCache cache = new StsCache(directory);
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Boolean>> kept = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Callable<Boolean> work = () -> {
                boolean all = true;
                for (int turn = 0; turn < 20; turn++) {
                    together.await();
                    all &= cache.put("example.net", new StsCache.Kept("1", NOW, StsPolicy.parse(POLICY)));
                }
                return all;
            };
            kept.add(pool.submit(work));
        }
        for (Future<Boolean> one : kept) {
            assertTrue(one.get());
        }
        pool.shutdown();
    }

    private Optional<StsPolicy> found(PolicySource source) throws IOException {
        return StsPolicies.in(directory, names.resolver(), source, () -> now, () -> uptime)
                .of("example.net")
                .policy();
    }
}
