package org.pennypost.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.Domain;
import org.pennypost.smtp.client.ClientSetup.Flavour;

class RoutesTest {
    @TempDir
    Path directory;

    // RFC2033-1-a RFC2033-1-b
    @Test
    void mailIsRoutedByDomainAndAddress() throws Exception {
        Routes routes = read(
                        "[routes]",
                        "Lists.Example.NET = lmtp 127.0.0.1:8024  # Mailman",
                        ".example.net = smtp relay.example.org:587 required",
                        "Fax@example.org = lmtp [::1]:24 off",
                        "b\u00fccher.example = smtp 10.0.0.2:465 implicit")
                .rules()
                .routes();
        NextHop relay = new NextHop(Flavour.SMTP, "relay.example.org", 587, RelaySettings.Tls.REQUIRED);
        assertEquals(
                Optional.of(new NextHop(Flavour.LMTP, "127.0.0.1", 8024, RelaySettings.Tls.OFFERED)),
                routes.hop("lists.example.net"));
        assertEquals(Optional.of(relay), routes.hop("a.lists.example.net"), "all below");
        assertEquals(Optional.empty(), routes.hop("example.net"), "not itself");
        assertEquals(Optional.empty(), routes.hop("x@a.example.net"), "a domain is no address");
        assertEquals(Optional.of("fax@example.org"), routes.address("FAX", new Domain("EXAMPLE.org")));
        assertEquals("[::1]:24", routes.hop("fax@example.org").orElseThrow().toString());
        assertTrue(routes.covers(new Domain("B\u00fccher.Example")));
        assertEquals(Routes.NONE, Configuration.initial().rules().routes());
    }

    @Test
    void aRouteMayHaveALogin() throws Exception {
        Files.writeString(directory.resolve("secret"), "tanstaaf\n");
        Configuration read = read(
                "[routes]",
                "a.example = smtp smtp.example.net:587 user=anna@example.net password-file=secret",
                "b.example = lmtp 10.0.0.1:24 off password-file=secret user=anna",
                "c.example = smtp 10.0.0.2:25");
        NextHop first = read.rules().routes().hop("a.example").orElseThrow();
        assertEquals(RelaySettings.Tls.REQUIRED, first.tls(), "a password is not for just anybody");
        assertEquals("anna@example.net", first.login().orElseThrow().user());
        assertEquals("tanstaaf", first.login().orElseThrow().password().text());
        assertFalse((read + " " + read.rules().routes().hops().values()).contains("tanstaaf"));
        NextHop second = read.rules().routes().hop("b.example").orElseThrow();
        assertEquals(RelaySettings.Tls.OFF, second.tls());
        assertTrue(second.login().isPresent());
        assertTrue(read.rules().routes().hop("c.example").orElseThrow().login().isEmpty());
    }

    @Test
    void aLoginThatIsNoneIsToldWithItsLine() throws Exception {
        List<Problem> problems = problems(
                "[routes]",
                "a.example = smtp 10.0.0.1:587 user=anna",
                "b.example = smtp 10.0.0.1:587 password-file=secret",
                "c.example = smtp 10.0.0.1:587 user=anna password-file=gone",
                "d.example = smtp 10.0.0.1:587 user=anna password=moonlight",
                "e.example = smtp 10.0.0.1:587 user=anna user=tim password-file=secret",
                "f.example = smtp 10.0.0.1:587 user= password-file=secret");
        assertEquals(
                List.of(2, 3, 4, 5, 6, 7), problems.stream().map(Problem::line).toList(), problems::toString);
        assertTrue(problems.get(0).toString().contains("one of user and password-file: expected both or none"));
        assertTrue(problems.get(2).toString().contains("gone"), problems::toString);
        assertFalse(
                problems.toString().contains("moonlight"), "what stands in the wrong place is a secret all the same");
    }

    // RFC2033-5-a
    @Test
    void aRouteThatLeadsNowhereIsToldWithItsLine() throws Exception {
        List<Problem> problems = problems(
                "[server]",
                "domains = example.org",
                "[listen]",
                "smtp = 2500",
                "[routes]",
                "a.example = lmtp 127.0.0.1",
                "b.example = uucp 127.0.0.1:24",
                "c.example = lmtp mx.example:25",
                "d.example = smtp localhost:2500",
                "example.org = smtp 10.0.0.1:25",
                "@ = smtp 10.0.0.1:25",
                "e.example = smtp ::1:25",
                "f.example = smtp 10.0.0.256:25",
                "g.example = smtp 10.0.0.1:25 perhaps",
                "h.example =",
                "i.example = smtp 10.0.0.1:25",
                "I.example = smtp 10.0.0.1:25",
                "i.example = smtp 10.0.0.1:25");
        assertEquals(
                List.of(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18),
                problems.stream().map(Problem::line).toList(),
                problems::toString);
        assertTrue(problems.get(0).toString().endsWith("write for example a.example = lmtp 127.0.0.1:8024"));
        assertTrue(problems.get(3).toString().contains("localhost:2500, which is this server itself"));
        assertEquals(
                1,
                problems("[relay]", "enabled = off", "[routes]", "a.example = lmtp 10.0.0.1:24")
                        .size());
        String loopback = "a.example = smtp 127.0.0.1:25";
        assertEquals(
                1,
                problems("[listen]", "ports = standard", "[routes]", loopback).size());
        assertTrue(read("[listen]", "ports = standard", "address = 192.0.2.1", "[routes]", loopback)
                .rules()
                .routes()
                .covers(new Domain("a.example")));
        assertTrue(problems("[route]").toString().contains("did you mean routes?"));
    }

    private Configuration read(String... lines) throws IOException, ConfigurationException {
        Path file = directory.resolve("pennypost.conf");
        Files.write(file, List.of(lines), StandardCharsets.UTF_8);
        return Configuration.read(file);
    }

    private List<Problem> problems(String... lines) {
        return assertThrows(ConfigurationException.class, () -> read(lines)).problems();
    }
}
