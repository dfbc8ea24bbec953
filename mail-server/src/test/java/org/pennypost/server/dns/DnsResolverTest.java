package org.pennypost.server.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.server.authentication.NameServer;

class DnsResolverTest {
    private NameServer names;

    @BeforeEach
    void zone() throws IOException {
        names = new NameServer()
                .with(
                        "both.example A 192.0.2.1",
                        "both.example AAAA 2001:db8::1",
                        "four.example A 192.0.2.1",
                        "four.example AAAA FAILS",
                        "six.example AAAA 2001:db8::1",
                        "six.example A FAILS",
                        "none.example AAAA FAILS");
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    @Test
    void addressesAreOfBothFamilies() throws IOException {
        assertEquals(addresses("2001:db8::1", "192.0.2.1"), found("both.example"));
    }

    @Test
    void oneFamilyIsEnough() throws IOException {
        assertEquals(addresses("192.0.2.1"), found("four.example"));
        assertEquals(addresses("2001:db8::1"), found("six.example"));
    }

    @Test
    void noAddressIsNotTheSameAsNobodyKnows() {
        assertThrows(IOException.class, () -> found("none.example"));
    }

    @Test
    void theOtherFamilyIsNotAskedFor() throws IOException {
        Resolver resolver = names.resolver();
        assertEquals(
                addresses("192.0.2.1"),
                resolver.addresses("four.example", Resolver.Family.IPV4).records());
        assertThrows(IOException.class, () -> resolver.addresses("four.example", Resolver.Family.IPV6));
    }

    private List<InetAddress> found(String host) throws IOException {
        return names.resolver().addresses(host).records();
    }

    private static List<InetAddress> addresses(String... texts) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses;
    }
}
