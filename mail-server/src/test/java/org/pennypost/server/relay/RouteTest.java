package org.pennypost.server.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.server.config.RelaySettings;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.queue.Names;

/** Which hosts take the mail of a domain, and in which order. */
class RouteTest {
    private Names names;
    private Route route;

    @BeforeEach
    void start() throws Exception {
        names = new Names()
                .with("best.example", "A 192.0.2.1", "A 192.0.2.2", "AAAA 2001:db8::1")
                .with("good.example", "A 192.0.2.3")
                .with("last.example", "A 192.0.2.4");
        route = over(RelaySettings.Addresses.ANY);
    }

    private Route over(RelaySettings.Addresses addresses) {
        return new Route(
                DnsResolver.of(Optional.of(new InetSocketAddress("127.0.0.1", names.port()))),
                addresses::permits,
                "mail.example.org"::equals,
                new Random(7));
    }

    // RFC5321-5.2-a
    @Test
    void theOperatorMayWantOneKindOfAddressOnly() throws Exception {
        names.with("branch.example", "MX 5 best.example", "MX 10 good.example");
        route = over(RelaySettings.Addresses.IPV6);
        assertEquals("best.example/2001:db8:0:0:0:0:0:1", to("branch.example"));
        Route.Nowhere nowhere = assertThrows(Route.Nowhere.class, () -> to("good.example"));
        assertEquals("4.4.3", nowhere.outcome().status());
        assertThrows(Route.Nowhere.class, () -> to("[192.0.2.9]"));
        route = over(RelaySettings.Addresses.IPV4);
        assertEquals("best.example/192.0.2.1 best.example/192.0.2.2 good.example/192.0.2.3", to("branch.example"));
    }

    @AfterEach
    void stop() {
        names.close();
    }

    // RFC5321-5.1-m RFC5321-5.1-q RFC5321-5.1-h
    @Test
    void theBestHostComesFirstWithAllItsAddresses() throws Exception {
        names.with("branch.example", "MX 20 last.example", "MX 5 best.example", "MX 10 good.example", "A 192.0.2.99");
        assertEquals(
                "best.example/2001:db8:0:0:0:0:0:1 best.example/192.0.2.1 best.example/192.0.2.2"
                        + " good.example/192.0.2.3 last.example/192.0.2.4",
                to("branch.example"));
    }

    // RFC5321-5.1-l
    @Test
    void equalsComeInAnyOrder() throws Exception {
        names.with("branch.example", "MX 5 good.example", "MX 5 last.example");
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            orders.add(to("branch.example"));
        }
        assertEquals(
                Set.of(
                        "good.example/192.0.2.3 last.example/192.0.2.4",
                        "last.example/192.0.2.4 good.example/192.0.2.3"),
                orders);
    }

    // RFC5321-5.1-s
    @Test
    void aHostThatIsOneOfThemSendsToBetterOnesOnly() throws Exception {
        names.with(
                "branch.example",
                "MX 20 last.example",
                "MX 10 mail.example.org",
                "MX 5 good.example",
                "MX 10 best.example");
        assertEquals("good.example/192.0.2.3", to("branch.example"));
    }

    // RFC5321-5.1-g RFC5321-5.1-h
    @Test
    void recordsThatLeadNowhereAreAnErrorAndTheDomainsOwnAddressNoWayOut() {
        names.with("branch.example", "MX 5 gone.example", "A 192.0.2.99").with("gone.example", "TXT \"x\"");
        assertEquals("4.4.3", refusal("branch.example"));
        names.with("bare.example", "TXT \"x\"");
        assertEquals("5.1.2", refusal("bare.example"));
    }

    // RFC5321-5.1-b
    @Test
    void aNameIsWholeAsItStands() {
        names.with("branch", "TXT \"x\"").with("branch.example.org", "A 192.0.2.99");
        assertEquals("5.1.2", refusal("branch"));
        assertTrue(names.asked().stream().allMatch(question -> question.startsWith("branch. ")), "" + names.asked());
    }

    private String to(String destination) throws Exception {
        return route.to(destination).stream()
                .map(target -> target.name() + "/" + target.address().getHostAddress())
                .collect(Collectors.joining(" "));
    }

    private String refusal(String destination) {
        return assertThrows(Route.Nowhere.class, () -> route.to(destination))
                .outcome()
                .status();
    }
}
