package org.pennypost.server.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Peer;
import org.pennypost.server.authentication.NameServer;

/** The name of a client, as filters are told it. */
class ClientNameTest {
    @Test
    void aNameCountsIfItHasTheAddress() throws IOException {
        try (NameServer names = new NameServer()
                .with(
                        "1.2.0.192.in-addr.arpa PTR mx.honest.example",
                        "mx.honest.example A 192.0.2.1",
                        "2.2.0.192.in-addr.arpa PTR mx.bank.example",
                        "mx.bank.example A 192.0.2.9",
                        "4.2.0.192.in-addr.arpa FAILS")) {
            assertEquals(new ClientName("mx.honest.example", "mx.honest.example"), name(names, "192.0.2.1"));
            assertEquals(new ClientName("mx.bank.example", "unknown"), name(names, "192.0.2.2"));
            assertEquals(new ClientName("unknown", "unknown"), name(names, "192.0.2.3"));
            assertEquals(new ClientName("unknown", "unknown"), name(names, "192.0.2.4"));
            assertEquals(new ClientName("localhost", "localhost"), name(names, "127.0.0.1"));
        }
    }

    private static ClientName name(NameServer names, String address) {
        return ClientName.of(new Peer.Endpoint(address, 25), names.resolver());
    }
}
