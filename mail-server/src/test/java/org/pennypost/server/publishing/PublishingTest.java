package org.pennypost.server.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.Domain;
import org.pennypost.server.config.Role;
import org.pennypost.server.publishing.PublicFacts.SigningKey;
import org.pennypost.tls.CertificateStore;

class PublishingTest {
    private static final Domain MAIN = new Domain("example.org");
    private static final Path ZONE_CHECKER = Path.of("/usr/bin/named-checkzone");

    @TempDir
    Path directory;

    @Test
    void recordsTellHostPortsSendersAndKeys() throws Exception {
        PublicFacts facts = facts(true, List.of(new SigningKey(MAIN, "s1", "v=DKIM1; k=rsa; p=" + "A".repeat(400))));
        List<String> zone = lines(DnsRecords.of(facts));
        assertTrue(zone.contains("example.org. IN MX 10 mail.example.org."), zone::toString);
        // RFC 8314 §5.1
        assertTrue(zone.contains("_submissions._tcp.example.org. IN SRV 0 1 465 mail.example.org."), zone::toString);
        assertTrue(zone.contains("_imaps._tcp.example.net. IN SRV 0 1 993 mail.example.org."), zone::toString);
        // RFC 6186 §3.4
        assertTrue(zone.contains("_pop3._tcp.example.org. IN SRV 0 0 0 ."), zone::toString);
        assertTrue(zone.contains("example.org. IN TXT \"v=spf1 mx -all\""), zone::toString);
        assertTrue(zone.contains(
                "_dmarc.example.org. IN TXT \"v=DMARC1; p=quarantine; rua=mailto:postmaster@example.org\""));
        assertTrue(zone.contains("_dmarc.example.net. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@example.net\""));
        String key = zone.stream()
                .filter(line -> line.startsWith("s1._domainkey"))
                .findFirst()
                .orElseThrow();
        assertEquals(2, key.split("\" \"").length, key);
        assertTrue(zone.contains("mail.example.org. IN CAA 0 issue \"letsencrypt.org\""), zone::toString);
        assertTrue(
                zone.stream().anyMatch(line -> line.matches("_25._tcp.mail.example.org. IN TLSA 3 1 1 [0-9a-f]{64}")));
        assertTrue(zone.stream().anyMatch(line -> line.startsWith("_mta-sts.example.org. IN TXT \"v=STSv1; id=")));
        assertTrue(zone.contains("_smtp._tls.example.org. IN TXT \"v=TLSRPTv1; rua=mailto:postmaster@example.org\""));
    }

    @Test
    void aCertificateThatNobodyTrustsIsNotMadeAPolicy() throws Exception {
        String records = DnsRecords.of(facts(false, List.of()));
        assertFalse(records.contains("STSv1"));
        assertTrue(records.contains("ask again when the certificate has come from letsencrypt.org"), records);
    }

    @Test
    void bindReadsTheZone() throws Exception {
        assumeTrue(Files.isExecutable(ZONE_CHECKER), "bind's tools are not installed");
        String start = "$TTL 3600\n@ IN SOA ns.example.org. admin.example.org. 1 3600 600 86400 60\n@ IN NS ns\n"
                + "ns IN A 192.0.2.2\nmail IN A 192.0.2.1\n";
        String records = DnsRecords.of(facts(true, List.of()))
                .lines()
                .filter(line -> !line.contains("example.net."))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("zone"), start + records + "\n");
        Process checker = new ProcessBuilder(ZONE_CHECKER.toString(), "example.org", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(checker.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, checker.exitValue(), said);
    }

    @Test
    void programsReadTheirSettings() throws Exception {
        PublicFacts facts = facts(true, List.of());
        String auto = ClientSettings.autoconfig(facts, MAIN);
        int first = auto.indexOf("<incomingServer type=\"imap\">");
        assertTrue(first > 0 && auto.indexOf("<port>993</port>") > first, auto);
        assertTrue(auto.contains("<socketType>SSL</socketType>") && auto.contains("<port>465</port>"), auto);
        assertTrue(auto.contains("<username>%EMAILADDRESS%</username>"), auto);
        assertBalanced(auto);
        String profile = ClientSettings.mobileconfig(facts, MAIN, "a&b");
        assertTrue(profile.contains("<string>a&amp;b@example.org</string>"), profile);
        assertEquals(profile, ClientSettings.mobileconfig(facts, MAIN, "a&b"));
        assertBalanced(profile);
        String elsewhere = ClientSettings.mobileconfig(facts, MAIN, "ann@example.net");
        assertTrue(
                elsewhere.contains("<string>ann@example.net</string>") && !elsewhere.contains("@example.org"),
                elsewhere);
        String text = ClientSettings.text(facts, MAIN);
        assertTrue(text.contains("incoming  IMAP, server mail.example.org, port 993, SSL/TLS"), text);
        assertFalse(text.contains("POP3"), text);
    }

    private PublicFacts facts(boolean trusted, List<SigningKey> keys) throws Exception {
        Map<Role, Integer> ports = new EnumMap<>(Role.class);
        for (Role role : List.of(Role.SMTP, Role.SUBMISSION, Role.SMTPS, Role.IMAPS)) {
            ports.put(role, role.standardPort().orElseThrow());
        }
        CertificateStore store = CertificateStore.open(directory, List.of("mail.example.org"), Clock.systemUTC());
        return new PublicFacts(
                new Domain("mail.example.org"),
                List.of(MAIN, new Domain("example.net")),
                ports,
                Optional.of(store.server().certificate()),
                trusted,
                List.of("letsencrypt.org"),
                keys);
    }

    private static List<String> lines(String zone) {
        return zone.lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    /** Each element that is opened is closed: there is no XML parser in the modules of the server. */
    private static void assertBalanced(String xml) {
        long open = xml.split("<[a-zA-Z]", -1).length - 1;
        long closed = xml.split("</[a-zA-Z]", -1).length - 1 + xml.split("<[a-z]+/>", -1).length - 1;
        assertEquals(open, closed, xml);
    }
}
