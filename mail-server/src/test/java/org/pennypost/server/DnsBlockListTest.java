package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.Domain;
import org.pennypost.core.engine.Peer;

class DnsBlockListTest {
    private static final Map<String, List<String>> NAMES = Map.of(
            "7.2.0.192.bl.example.net", List.of("127.0.0.2"),
            "8.2.0.192.bl.example.net", List.of("127.255.255.254"),
            "9.2.0.192.bl.example.net", List.of("192.0.2.1"),
            "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example.net", List.of("127.0.0.4"));

    private final DnsBlockList list =
            new DnsBlockList(new Domain("bl.example.net"), name -> NAMES.getOrDefault(name, List.of()));

    // RFC 5782
    @Test
    void turnsAwayWhoIsListed() throws Exception {
        assertEquals(
                "does not talk to 192.0.2.7, see the list bl.example.net",
                list.check(peer("192.0.2.7")).orElseThrow().reason());
        assertEquals(true, list.check(peer("2001:db8::1")).isPresent());
        assertEquals(true, list.check(peer("2001:db8:0:0:0:0:0:1")).isPresent());
    }

    @Test
    void anyOtherAnswerSaysNothing() throws Exception {
        assertEquals(true, list.check(peer("192.0.2.6")).isEmpty());
        assertEquals(true, list.check(peer("192.0.2.8")).isEmpty());
        assertEquals(true, list.check(peer("192.0.2.9")).isEmpty());
        assertEquals(true, list.check(peer("127.0.0.1")).isEmpty());
    }

    private static Peer peer(String address) {
        return Peer.inClear("c1", new Peer.Endpoint(address, 25), new Peer.Endpoint("127.0.0.1", 25));
    }
}
