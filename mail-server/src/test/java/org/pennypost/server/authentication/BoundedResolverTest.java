package org.pennypost.server.authentication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedResolverTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private NameServer names;

    @BeforeEach
    void zone() throws IOException {
        names = new NameServer().with("example.com TXT hello", "slow.example SILENT");
    }

    @AfterEach
    void close() throws IOException {
        names.close();
        threads.shutdownNow();
    }

    @Test
    void silenceEndsWhenTheTimeIsOver() {
        BoundedResolver dns = bounded(TimeUnit.MILLISECONDS.toNanos(200));
        long begun = System.nanoTime();
        assertThrows(IOException.class, () -> dns.texts("slow.example"));
        assertThrows(IOException.class, () -> dns.texts("example.com"), "nothing is left for others");
        assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(1), "the JDK alone would wait 14 seconds");
    }

    @Test
    void lookUpsAreCountedAndNoneIsDoneTwice() throws Exception {
        BoundedResolver dns = bounded(TimeUnit.MINUTES.toNanos(1));
        for (int i = 0; i < 10; i++) {
            assertEquals("hello", dns.texts("example.com").records().get(0));
        }
        assertEquals(1, names.asked());
        for (int i = 1; i < BoundedResolver.MOST; i++) {
            dns.texts("n" + i + ".example");
        }
        assertThrows(IOException.class, () -> dns.texts("more.example"));
        assertEquals("hello", dns.texts("example.com").records().get(0), "what is known stays known");
    }

    @Test
    void whatIsNoNameIsNotThere() throws Exception {
        BoundedResolver dns = bounded(TimeUnit.MINUTES.toNanos(1));
        assertFalse(dns.texts("a/b c.example").exists());
        assertFalse(dns.texts("x".repeat(300)).exists());
    }

    private BoundedResolver bounded(long nanos) {
        return new BoundedResolver(names.resolver(), threads, nanos);
    }
}
