package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.config.Role;
import org.pennypost.server.dkim.SigningKeys;

/** What example.org writes itself to branch.example, which looks at signatures. */
class DailyReportsTest {
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(2);

    @TempDir
    Path directory;

    private Names names;
    private Office there;

    @BeforeEach
    void start() throws Exception {
        names = new Names()
                .with("branch.example", "MX 10 mail.branch.example", "SECURE")
                .with("mail.branch.example", "A 127.0.0.1", "SECURE")
                .with("example.org", "TXT \"v=spf1 -all\"");
        for (SigningKeys.TextRecord key :
                SigningKeys.in(directory.resolve("d"), "pennypost").records("example.org")) {
            names.with(key.name(), key.toString().replaceFirst(".* IN TXT", "TXT"));
        }
        there = Office.of(
                "branch.example",
                Files.createDirectory(directory.resolve("other")),
                "",
                "name-server = 127.0.0.1:" + names.port(),
                "[authentication]\nexamine-loopback = on");
    }

    @AfterEach
    void stop() {
        there.close();
        names.close();
    }

    // RFC 8460 §3, §5.3: signed, and despite a policy that lets nothing through
    @Test
    void aReportOnTlsIsMailed() throws Exception {
        names.with("_smtp._tls.branch.example", "TXT \"v=TLSRPTv1; rua=mailto:anna+tls@branch.example\"")
                .with(
                        "_" + there.port(Role.SMTP) + "._tcp.mail.branch.example",
                        "TLSA 3 1 1 " + "0".repeat(64),
                        "SECURE");
        note();
        try (Office here = open("dnssec = validated")) {
            String mail = there.mail("TLS-Report-Domain: branch.example\r\nTLS-Report-Submitter: example.org\r\n");
            assertTrue(mail.contains("dkim=pass header.d=example.org header.s=pennypost "), mail);
            assertTrue(mail.contains(":TLS-Report-Domain:") || mail.contains("TLS-Report-Domain:TLS-"), mail);
            assertTrue(mail.contains("Subject: Report Domain: branch.example\r\n Submitter: example.org\r\n"
                    + " Report-ID: <" + DAY + ".branch.example@example.org>\r\n"));
            assertTrue(mail.contains("Content-Type: multipart/report; report-type=\"tlsrpt\";"), mail);
            assertTrue(mail.contains("From: <postmaster@example.org>\r\n"));
            assertTrue(mail.contains("filename=\"example.org!branch.example!" + DAY.toEpochDay() * 86_400 + "!"
                    + (DAY.toEpochDay() * 86_400 + 86_399) + ".json.gz\""));
            String json = unpacked(part(mail, "application/tlsrpt+gzip"));
            assertEquals(sent(), json);
            assertTrue(
                    json.contains("\"total-successful-session-count\": 2, \"total-failure-session-count\": 1"), json);
            Path today = directory.resolve("d/queue/tls-reports/" + LocalDate.now(ZoneOffset.UTC));
            assertFalse(Files.exists(today), "a report is not reported on");
            Office.await(() -> here.queue().ids().isEmpty(), () -> "it is still in the queue");
        }
    }

    // RFC 8460 §5.4
    @Test
    void aReportOnTlsIsBroughtToAWebServer() throws Exception {
        names.with(
                "_smtp._tls.branch.example",
                "TXT \"v=TLSRPTv1; x=y; rua=https://mta-sts.branch.example/report , ftp://branch.example/\"");
        note();
        try (PolicyHost web = new PolicyHost(directory.resolve("web"), "mta-sts.branch.example");
                Office here = open("authorities = " + web.authority())) {
            String json = unpacked(web.posted());
            assertEquals(sent(), json);
            assertTrue(here.queue().ids().isEmpty());
        }
    }

    @Test
    void aReportThatNobodyTakesWaits() throws Exception {
        names.with("_smtp._tls.branch.example", "TXT \"v=TLSRPTv1; rua=https://mta-sts.branch.example/report\"");
        note();
        try (PolicyHost web = new PolicyHost(directory.resolve("web"), "mta-sts.branch.example")) {
            web.says(503, "text/plain", "");
            try (Office here = open("authorities = " + web.authority())) {
                web.posted();
                assertTrue(here.queue().ids().isEmpty());
            }
            assertTrue(Files.exists(day().resolve("branch.example.json")));
            web.says(200, "text/plain", "");
            try (Office again = open("authorities = " + web.authority())) {
                web.posted();
                assertEquals(sent(), Files.readString(day().resolve("branch.example.sent.json")));
                assertTrue(again.queue().ids().isEmpty());
            }
        }
    }

    @Test
    void nothingIsToldWhereThatIsNotWanted() throws Exception {
        names.with("_smtp._tls.branch.example", "TXT \"v=TLSRPTv1; rua=mailto:anna@branch.example\"");
        note();
        try (Office here = open("tls-reports = off")) {
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
            assertTrue(Files.exists(day().resolve("branch.example.log")));
            assertFalse(Files.exists(directory.resolve("d/queue/tls-reports/" + LocalDate.now(ZoneOffset.UTC))));
        }
    }

    // RFC 7489 §7.2.1.1: the report itself passes
    @Test
    void aReportOnMailInTheNameOfADomainIsMailed() throws Exception {
        names.with("_dmarc.example.org", "TXT \"v=DMARC1\\; p=reject\"")
                .with("_dmarc.branch.example", "TXT \"v=DMARC1\\; p=none\\; rua=mailto:anna@branch.example!1m\"");
        Path day = Files.createDirectories(directory.resolve("d/dmarc-reports/" + DAY));
        Files.writeString(
                day.resolve("branch.example.log"),
                "<domain>branch.example</domain>\t<source_ip>192.0.2.1</source_ip>\t"
                        + "</row><auth_results></auth_results>\n");
        try (Office here = open("[authentication]\ndmarc-reports = on")) {
            String mail = there.mail("Message-ID: <xml." + DAY + ".branch.example@example.org>\r\n");
            assertTrue(mail.contains("dmarc=pass (p=reject) header.from=example.org"), mail);
            assertTrue(mail.contains("Subject: Report Domain: branch.example\r\n Submitter: example.org\r\n"), mail);
            String xml = unpacked(part(mail, "application/gzip"));
            assertTrue(xml.contains("<row><source_ip>192.0.2.1</source_ip><count>1</count></row>"), xml);
            Path sent = day.resolve("branch.example.sent.xml");
            Office.await(() -> Files.exists(sent), () -> "it is not noted that it was sent");
            assertEquals(Files.readString(sent), xml);
            Office.await(() -> here.queue().ids().isEmpty(), () -> "it is still in the queue");
        }
    }

    // RFC 6376 §5: what leaves is signed, also what the server writes
    @Test
    void aReportOfFailureIsSigned() throws Exception {
        try (Office here = Office.open(
                directory,
                "gone: nobody@branch.example\n",
                "name-server = 127.0.0.1:" + names.port() + "\nport = " + there.port(Role.SMTP))) {
            here.deliver("anna@branch.example", "gone@example.org");
            String mail = there.mail("Subject: Undelivered mail");
            assertTrue(mail.contains("dkim=pass header.d=example.org header.s=pennypost "), mail);
            assertTrue(mail.contains("dkim=pass header.d=example.org header.s=pennypost-ed25519 "), mail);
            ParsedReport report = ParsedReport.of(mail.substring(mail.indexOf("From: ")));
            assertEquals("failed", report.recipient(0, "Action"));
        }
    }

    private Path day() {
        return directory.resolve("d/queue/tls-reports/" + DAY);
    }

    /** What was seen two days ago. */
    private void note() throws IOException {
        Files.createDirectories(day());
        String policy = "\"policy-type\": \"no-policy-found\", \"policy-domain\": \"branch.example\"\t\n";
        Files.writeString(
                day().resolve("branch.example.log"),
                ("ok\tmail.branch.example\t127.0.0.1\t127.0.0.1\t\t" + policy).repeat(2)
                        + "certificate-expired\tmail.branch.example\t127.0.0.1\t127.0.0.1\told\t" + policy
                        + "ok\tcut");
    }

    private String sent() throws Exception {
        Path sent = day().resolve("branch.example.sent.json");
        Office.await(() -> Files.exists(sent), () -> "it is not noted that it was sent");
        return Files.readString(sent);
    }

    private static byte[] part(String mail, String type) {
        String part = mail.substring(mail.indexOf("\r\nContent-Type: " + type + "\r\n"));
        return Base64.getMimeDecoder().decode(part.substring(part.indexOf("\r\n\r\n"), part.indexOf("\r\n--")));
    }

    private static String unpacked(byte[] octets) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(octets))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private Office open(String... more) throws Exception {
        return Office.open(
                directory,
                "",
                "name-server = 127.0.0.1:" + names.port() + "\nport = " + there.port(Role.SMTP) + "\n"
                        + String.join("\n", more));
    }
}
