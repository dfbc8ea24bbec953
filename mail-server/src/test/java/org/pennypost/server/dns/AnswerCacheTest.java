package org.pennypost.server.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.server.queue.Names;

/** What is asked again, and when. */
class AnswerCacheTest {
    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(2).toNanos());
    private Names names;
    private Resolver resolver;

    @BeforeEach
    void start() throws Exception {
        names = new Names().lasting(3600).with("example.net", "MX 10 mx.example.net", "TXT \"v=x\"");
        resolver = DnsResolver.of(Optional.of(new InetSocketAddress("127.0.0.1", names.port())), true, now::get);
    }

    @AfterEach
    void stop() {
        names.close();
    }

    // RFC 1035 §3.2.1: TTL
    @Test
    void anAnswerHoldsForAsLongAsItSays() throws Exception {
        names.with("example.net", "MX 10 mx.example.net", "SECURE");
        Resolver.Answer<Resolver.Exchanger> first = resolver.exchangers("example.net");
        pass(Duration.ofMinutes(59));
        assertEquals(first, resolver.exchangers("Example.NET"));
        assertTrue(first.secure());
        assertEquals(1, names.asked().size());
        pass(Duration.ofMinutes(2));
        resolver.exchangers("example.net");
        assertEquals(2, names.asked().size());
        resolver.texts("example.net");
        assertEquals(3, names.asked().size(), "another question");
    }

    @Test
    void aChainHoldsForAsLongAsItsWeakestPart() throws Exception {
        names.with("www.example.net", "CNAME example.net");
        assertEquals(List.of("v=x"), resolver.texts("www.example.net").records());
        pass(Duration.ofMinutes(59));
        assertEquals("example.net", resolver.texts("www.example.net").name());
        assertEquals(1, names.asked().size());
    }

    // RFC5321-4.5.4.1-g; RFC 2308: five minutes at most
    @Test
    void thatThereIsNothingHoldsForAShortTime() throws Exception {
        for (String name : List.of("example.com", "example.net")) {
            names.asked().clear();
            resolver.associations(name);
            pass(Duration.ofMinutes(4));
            boolean exists = resolver.associations(name).exists();
            assertEquals(name.equals("example.net"), exists);
            assertEquals(1, names.asked().size());
            pass(Duration.ofMinutes(2));
            resolver.associations(name);
            assertEquals(2, names.asked().size());
        }
    }

    @Test
    void whatMustNotBeKeptIsAskedAgain() throws Exception {
        names.lasting(0);
        for (int i = 1; i <= 3; i++) {
            assertFalse(resolver.texts("example.com").exists());
            resolver.exchangers("example.net");
            assertEquals(2 * i, names.asked().size());
        }
    }

    @Test
    void thatNobodyKnowsIsNotKept() throws Exception {
        names.with("broken.example", "FAILS");
        assertThrows(IOException.class, () -> resolver.texts("broken.example"));
        names.with("broken.example", "TXT \"mended\"");
        assertEquals(List.of("mended"), resolver.texts("broken.example").records());
    }

    @Test
    void thereIsNoMoreOfItThanFits() throws Exception {
        for (int i = 0; i <= 4_000; i++) {
            resolver.texts("n" + i + ".example.com");
        }
        names.asked().clear();
        resolver.texts("n4000.example.com");
        assertEquals(List.of(), names.asked());
        resolver.texts("n0.example.com");
        assertEquals(1, names.asked().size());
        names.with("large.example.net", "TXT \"" + "x".repeat(250) + "\"" + " \"yyyyyyyy\"".repeat(500));
        resolver.texts("large.example.net");
        resolver.texts("large.example.net");
        assertTrue(names.asked().stream()
                        .filter(question -> question.startsWith("large"))
                        .count()
                > 1);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
