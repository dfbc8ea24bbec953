package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.server.authentication.NameServer;
import org.pennypost.server.dns.DnsResolver;

class BlockListLookupTest {
    private static final String LISTED = "7.2.0.192.bl.example.net";

    private NameServer names;

    @BeforeEach
    void zone() throws IOException {
        names = new NameServer()
                .with(LISTED + " A 127.0.0.2", LISTED + " AAAA FAILS", "broken.example FAILS", "slow.example SILENT");
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    @Test
    void whatTheListSays() {
        assertEquals(List.of("127.0.0.2"), lookup(1).addresses(LISTED));
        assertEquals(List.of(), lookup(1).addresses("8.2.0.192.bl.example.net"));
    }

    @Test
    void noAnswerIsNotListed() {
        BlockListLookup lookup = lookup(1);
        assertEquals(List.of(), lookup.addresses("broken.example"));
        assertEquals(List.of(), lookup.addresses("no name"));
        assertEquals(List.of("127.0.0.2"), lookup.addresses(LISTED));
    }

    @Test
    void nobodyWaitsForASilentListBehindOthers() {
        BlockListLookup lookup = lookup(1);
        CompletableFuture<List<String>> first = CompletableFuture.supplyAsync(() -> lookup.addresses("slow.example"));
        while (names.asked() == 0) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), lookup.addresses(LISTED));
        assertFalse(first.isDone());
        assertEquals(List.of(), first.join());
        assertEquals(List.of("127.0.0.2"), lookup.addresses(LISTED));
    }

    private BlockListLookup lookup(int atOnce) {
        return new BlockListLookup(
                DnsResolver.brief(Optional.of(new InetSocketAddress("127.0.0.1", names.port()))), atOnce);
    }
}
