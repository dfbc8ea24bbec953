package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;

class EventTextTest {
    private static final Peer.Endpoint THERE = new Peer.Endpoint("192.0.2.7", 40000);
    private static final Peer.Endpoint HERE = new Peer.Endpoint("192.0.2.1", 993);
    private static final byte[] SALT = {0, 1, (byte) 0xfe, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16};

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void factsComeInOneOrder() {
        String text = text(Instant.parse("2026-11-26T12:00:00.000000001Z"), Map.of("uid", "7", "account", "fred"));
        assertEquals("""
                pennypost-event: 1
                event: retrieved
                time: 2026-11-26T12:00:00.000000001Z
                user: fred
                mechanism: PLAIN
                connection: c1
                peer: 192.0.2.7 40000
                local: 192.0.2.1 993
                tls: TLSv1.3 TLS_AES_128_GCM_SHA256
                tls-server-end-point: 01ff
                size: 9
                account: fred
                uid: 7
                salt: 0001feff000000000000000000000010
                """, text);
    }

    @Test
    void timesAreWrittenAsTheyAreRead() {
        for (String time : List.of(
                "2026-11-26T12:00:00Z",
                "2026-11-26T12:00:00.5Z",
                "2026-11-26T12:00:00.000007Z",
                "2026-11-26T12:00:01.123456789Z",
                "1970-01-01T00:00:00Z")) {
            Instant when = Instant.parse(time);
            assertTrue(text(when, Map.of()).contains("\ntime: " + when + "\n"), time);
        }
    }

    @Test
    void aValueStaysInItsLine() {
        String text = text(
                Events.NOON, Map.of("reply", "one\r\ntwo\\\u007f", "mailbox", "Gr\u00fc\u00dfe \ud83d\ude00 \ud83d"));
        assertTrue(text.contains("reply: one\\u000d\\u000atwo\\u005c\\u007f\n"), text);
        assertTrue(text.contains("mailbox: Gr\u00fc\u00dfe \ud83d\ude00 \ufffd\n"), text);
    }

    @Test
    void aLongValueIsCutWithItsHash() {
        String long1 = "x".repeat(70_000);
        String text = text(Events.NOON, Map.of("forward-paths", long1));
        Hash hash = Hash.of(long1.getBytes(StandardCharsets.US_ASCII));
        assertTrue(text.contains("x".repeat(65_536) + "... 70000 characters, sha256 " + hash + "\n"));
    }

    @Test
    void aConnectionIsAskedForItsBindingsOnce() {
        Actors actors = new Actors();
        Peer peer = peer();
        Event.Actor fred = new Event.Actor(peer, Optional.of(new Login("fred", "fred", "PLAIN")));
        byte[] lines = actors.lines(fred);
        int once = asked.get();
        assertSame(lines, actors.lines(new Event.Actor(peer, Optional.of(new Login("fred", "fred", "PLAIN")))));
        assertEquals(once, asked.get());
        Event.Actor mary = new Event.Actor(peer, Optional.of(new Login("mary", "mary", "PLAIN")));
        assertTrue(new String(actors.lines(mary), StandardCharsets.US_ASCII).startsWith("user: mary\n"));
        assertArrayEquals(lines, actors.lines(fred));
        assertArrayEquals(lines, actors.lines(new Event.Actor(peer(), fred.login()))); // another connection
        assertTrue(asked.get() > once);
    }

    private String text(Instant when, Map<String, String> facts) {
        Event.Actor actor = new Event.Actor(peer(), Optional.of(new Login("fred", "fred", "PLAIN")));
        Growing out = new Growing(1);
        new EventText(out)
                .event(
                        new Event(Event.Kind.RETRIEVED, when, actor, Optional.of(new Event.Subject("", 9, facts))),
                        EventText.actor(actor),
                        SALT);
        return new String(out.copy(), StandardCharsets.UTF_8);
    }

    private Peer peer() {
        return Peer.inClear("c1", THERE, HERE)
                .secured(new Peer.Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256", "", List.of(), type -> {
                    asked.incrementAndGet();
                    return type.equals("tls-server-end-point")
                            ? Optional.of(ByteBuffer.wrap(new byte[] {1, (byte) 0xff}))
                            : Optional.empty();
                }));
    }
}
