package org.pennypost.server.dmarc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.server.authentication.NameServer;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.spf.SpfResult;

class DmarcCheckTest {
    private NameServer names;

    @BeforeEach
    void zone() throws IOException {
        names = new NameServer();
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    // RFC 7489 §3.1, §6.3, §6.6.2, §6.6.3
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p=none | example.com | pass example.com | none | pass | none",
                "p=reject | example.com | pass mail.example.com | none | pass | none",
                "p=reject; aspf=s | example.com | pass mail.example.com | none | fail | reject",
                "p=reject | example.com | none x | pass lists.example.com | pass | none",
                "p=reject; adkim=s | example.com | none x | pass lists.example.com | fail | reject",
                "p=reject; adkim=s | example.com | none x | pass example.com | pass | none",
                "p=reject | example.com | pass example.org | pass example.net | fail | reject",
                "p=reject | example.com | fail example.com | fail example.com | fail | reject",
                "p=reject | example.com | softfail example.com | policy example.com | fail | reject",
                "p=quarantine | sub.example.com | none x | none | fail | quarantine",
                "p=reject; sp=none | sub.example.com | none x | none | fail | none",
                "p=none; sp=reject | sub.example.com | none x | none | fail | reject",
                "p=none; sp=reject | example.com | none x | none | fail | none",
                "p=reject | example.com | temperror example.com | none | temperror | none",
                "p=reject | example.com | temperror example.org | none | fail | reject",
                "p=reject | example.com | none x | temperror example.com | temperror | none",
                "p=reject | example.com | none x | temperror example.org | fail | reject",
                "p=reject; pct=50 | example.com | none x | none | fail | quarantine",
                "p=quarantine; pct=0 | example.com | none x | none | fail | none",
                "p=reject; pct=51 | example.com | none x | none | fail | reject",
                "P=REJECT; unknown=x;;| example.com | none x | none | fail | reject",
                "rua=mailto:d@example.com | example.com | none x | none | fail | none",
                "p=shred; rua=mailto:d@example.com | example.com | none x | none | fail | none",
                "p=shred | example.com | none x | none | none | none",
                "p=reject; sp=shred | example.com | none x | none | none | none",
            })
    void policiesMeanWhatTheySay(String record, String author, String spf, String dkim, String verdict, String asked) {
        names.with("_dmarc.example.com TXT v=DMARC1; " + record);
        DmarcResult result = result(author, spf, dkim);
        assertEquals(verdict + " " + asked, result.verdict() + " " + result.asked());
    }

    // RFC 7489 §6.6.3
    @Test
    void aDomainThatDoesNotSayOneThingSaysNothing() {
        names.with(
                "_dmarc.twice.example TXT v=DMARC1; p=reject",
                "_dmarc.twice.example TXT v=DMARC1; p=none",
                "_dmarc.mixed.example TXT hello",
                "_dmarc.mixed.example TXT v=DMARC1; p=reject",
                "_dmarc.late.example TXT p=reject; v=DMARC1",
                "_dmarc.other.example TXT v=DMARC12; p=reject",
                "_dmarc.loop.example CNAME _dmarc.loop.example",
                "_dmarc.huge.example TXT v=DMARC1; p=reject; x=" + "y".repeat(20_000),
                "_dmarc.broken.example FAILS");
        assertEquals("none none", said("twice.example"));
        assertEquals("fail reject", said("mixed.example"));
        assertEquals("none none", said("late.example"));
        assertEquals("none none", said("other.example"));
        assertEquals("none none", said("nowhere.example"));
        assertEquals("none none", said("huge.example"));
        assertEquals("temperror none", said("broken.example"));
        assertEquals("permerror none", said(""));
        assertEquals("none none", said("loop.example").replace("temperror", "none"), "however loops are told");
    }

    /** To bring marks that combine into their order takes time in proportion to the square of their number. */
    @Test
    void authorInADomainLongerThanAnyIsNobody() {
        String marks = "\u0301\u0316".repeat(60_000);
        assertEquals(
                Optional.empty(),
                assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> author("From: a@" + marks + ".example.com\r\n\r\n")));
    }

    // RFC 7489 §6.6.1
    @Test
    void theAuthorIsOneDomainInOneField() {
        assertEquals(Optional.of("example.com"), author("From: A <a@Example.COM>\r\n"));
        assertEquals(Optional.of("example.com"), author("From: a@example.com, b@example.com\r\n"));
        assertEquals(Optional.of("xn--bcher-kva.example"), author("From: a@b\u00fccher.example\r\n"));
        assertEquals(Optional.empty(), author("From: a@example.com, b@example.org\r\n"));
        assertEquals(Optional.empty(), author("From: a@example.com\r\nfrom : b@example.com\r\n"));
        assertEquals(Optional.empty(), author("Subject: x\r\n"));
        assertEquals(Optional.empty(), author("From: nobody\r\n"));
        assertEquals(Optional.empty(), author("From: a@[192.0.2.1]\r\n"));
        assertEquals(Optional.of("example.com"), author("From: \"ceo@bank.example\" <a@example.com>\r\n"));
    }

    private static Optional<String> author(String fields) {
        byte[] octets = (fields + "\r\n").getBytes(StandardCharsets.UTF_8);
        return Author.domain(Header.parse(ByteBuffer.wrap(octets), MessageLimits.DEFAULTS));
    }

    private String said(String author) {
        DmarcResult result = result(author, "none x", "none");
        return result.verdict() + " " + result.asked();
    }

    private DmarcResult result(String author, String spf, String dkim) {
        String[] sent = spf.split(" ");
        String[] signed = dkim.split(" ");
        List<DkimResult> signatures = signed.length < 2
                ? List.of()
                : List.of(new DkimResult(
                        DkimResult.Verdict.valueOf(signed[0].toUpperCase(Locale.ROOT)),
                        Optional.of(new DkimResult.Signed(signed[1], "s", "rsa-sha256", "x")),
                        ""));
        return DmarcCheck.of(author, PublicSuffixes.builtIn(), names.resolver())
                .result(
                        new SpfResult(SpfResult.Verdict.valueOf(sent[0].toUpperCase(Locale.ROOT)), sent[1], ""),
                        signatures,
                        () -> 50);
    }
}
