package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;

/** What senders ask about reports, on its way to the next server. */
class DsnTravelTest {
    private static final UnaryOperator<String> REPORTING = line -> line.startsWith("EHLO")
            ? "250-mx.example.net\r\n250-PIPELINING\r\n250 DSN"
            : line.startsWith("RCPT TO:<nobody") ? "550 5.1.1 no such user" : line;
    private static final UnaryOperator<String> SILENT =
            line -> line.startsWith("RCPT TO:<nobody") ? "550 5.1.1 no such user" : line;

    @TempDir
    Path directory;

    private Names names;

    @BeforeEach
    void start() throws Exception {
        names = new Names();
        for (String domain : List.of("example.net", "elsewhere.example")) {
            names.with(domain, "MX 10 mx.example.net");
        }
        names.with("mx.example.net", "A 127.0.0.1");
    }

    @AfterEach
    void stop() {
        names.close();
    }

    // RFC3461-5-a RFC3461-3-a RFC3461-4-b RFC3461-5.2.1-a RFC3461-5.2.1-c RFC3461-5.2.1-e RFC3461-5.2.1-g
    @Test
    void aServerThatReportsHearsAllOfItLetterForLetter() throws Exception {
        try (Remote remote = new Remote(REPORTING);
                Office office = open("", remote)) {
            QueueId id = office.submit(
                    " ENVID=QQ+2B31+3D4 RET=HDRS",
                    " NOTIFY=SUCCESS,DELAY ORCPT=RFC822;Bob+2BX@Example.COM",
                    "tim@example.net");
            office.until(id, "250 2.0.0 taken");
            assertEquals("MAIL FROM:<anna@example.org> ENVID=QQ+2B31+3D4 RET=HDRS", command(remote, "MAIL"));
            assertEquals(
                    "RCPT TO:<tim@example.net> NOTIFY=SUCCESS,DELAY ORCPT=RFC822;Bob+2BX@Example.COM",
                    command(remote, "RCPT"));
        }
    }

    // RFC3461-5.2.1-b RFC3461-5.2.1-d RFC3461-5.2.1-f RFC3461-5.2.2-a RFC3461-5.2.2-e
    @Test
    void whatNobodyAskedForIsNotAskedForAndNotWhereNobodyUnderstands() throws Exception {
        try (Remote remote = new Remote(REPORTING);
                Office office = open("", remote)) {
            office.until(office.submit("", "", "tim@example.net"), "250 2.0.0 taken");
            assertEquals("MAIL FROM:<anna@example.org>", command(remote, "MAIL"));
            assertEquals("RCPT TO:<tim@example.net>", command(remote, "RCPT"));
        }
        try (Remote remote = new Remote(SILENT);
                Office office = open("", remote)) {
            String recipient = " NOTIFY=DELAY ORCPT=rfc822;b@example.com";
            QueueId id = office.submit(" ENVID=Q RET=FULL", recipient, "tim@example.net");
            office.until(id, "250 2.0.0 taken");
            assertEquals("MAIL FROM:<anna@example.org>", command(remote, "MAIL"));
            assertEquals("RCPT TO:<tim@example.net>", command(remote, "RCPT"));
            assertFalse(office.story(id).toString().contains("told the sender"));
        }
    }

    // RFC3461-4.2-b RFC3461-5.2.1-h RFC3461-5.2.7.2-a RFC3461-5.2.7.2-b
    @Test
    void anAliasForOnePassesAllOnAndSaysWhomTheSenderMeant() throws Exception {
        try (Remote remote = new Remote(REPORTING);
                Office office = open("away: tim@example.net\n", remote)) {
            QueueId id = office.submit(" ENVID=Q1", " NOTIFY=SUCCESS,FAILURE", "Away@example.org");
            assertTrue(remote.message().contains("Subject: hello"));
            assertTrue(command(remote, "MAIL").contains(" ENVID=Q1"));
            assertEquals(
                    "RCPT TO:<tim@example.net> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Away@example.org",
                    command(remote, "RCPT"));
            Office.await(() -> office.queue().show(id).isEmpty(), () -> "it is still there");
            assertFalse(office.story(id).toString().contains("told the sender"), "the next server does");
        }
    }

    // RFC3461-5.2.7.3-a RFC3464-3-d
    @Test
    void anAliasForSeveralIsTheEndOfSuccess() throws Exception {
        try (Remote remote = new Remote(REPORTING);
                Office office = open("both: tim@example.net, tom@example.net\n", remote)) {
            office.submit("", " NOTIFY=SUCCESS,FAILURE", "both@example.org");
            assertTrue(remote.message().contains("Subject: hello"));
            assertTrue(command(remote, "RCPT").endsWith(" NOTIFY=FAILURE ORCPT=rfc822;both@example.org"));
            ParsedReport report = ParsedReport.of(office.mail("Subject: Expanded mail"));
            assertEquals("expanded", report.recipient(0, "Action"));
            assertEquals("rfc822;both@example.org", report.recipient(0, "Final-Recipient"));
        }
    }

    // RFC6710-4.4-a
    @Test
    void anAliasKeepsThePriority() throws Exception {
        UnaryOperator<String> urgent =
                line -> line.startsWith("EHLO") ? "250-mx.example.net\r\n250 MT-PRIORITY MIXER" : line;
        try (Remote remote = new Remote(urgent);
                Office office = open("both: tim@example.net, tom@elsewhere.example\n", remote)) {
            office.submit(" MT-PRIORITY=3", "", "both@example.org");
            remote.message();
            remote.message();
            assertEquals(
                    List.of("MAIL FROM:<anna@example.org> MT-PRIORITY=3", "MAIL FROM:<anna@example.org> MT-PRIORITY=3"),
                    remote.commands().stream()
                            .filter(line -> line.startsWith("MAIL"))
                            .toList());
        }
    }

    // RFC8689-4.1-d
    @Test
    void whatRequiresTlsRequiresItBehindAnAliasToo() throws Exception {
        try (Remote remote = new Remote(SILENT);
                Office office = open("both: tim@example.net, tom@elsewhere.example\n", remote)) {
            office.submitSecurely(" REQUIRETLS", "both@example.org");
            for (String recipient : List.of("tim@example.net", "tom@elsewhere.example")) {
                String report = office.mail("Final-Recipient: rfc822;" + recipient);
                assertEquals("5.7.10", ParsedReport.of(report).recipient(0, "Status"));
            }
            assertFalse(remote.hasMessage());
        }
    }

    // RFC8689-4.2.2-b
    @Test
    void whatNeedsNoTlsComesBackFromAServerThatDemandsIt() throws Exception {
        UnaryOperator<String> strict =
                line -> line.startsWith("MAIL") ? "530 5.7.0 Must issue a STARTTLS command first" : line;
        try (Remote remote = new Remote(strict);
                Office office = open("", remote)) {
            office.submitWith("TLS-Required: No", "tim@example.net");
            ParsedReport report = ParsedReport.of(office.mail("Subject: Undelivered mail"));
            assertEquals("failed", report.recipient(0, "Action"));
            assertEquals("5.7.0", report.recipient(0, "Status"));
        }
    }

    // RFC3461-5.2.2-c RFC3461-5.2.6-a RFC3461-6.3-b RFC3461-6.3-g RFC3461-6.3-h RFC3461-6.3-i RFC3461-6.3-j
    // RFC3461-6.3-k RFC3461-6.3-m RFC3461-6.3-n RFC3461-9.2-a
    @Test
    void aFailureIsToldAndNothingThatWasNotSaid() throws Exception {
        try (Remote remote = new Remote(SILENT);
                Office office = open("", remote)) {
            office.submit("", " NOTIFY=FAILURE", "nobody@example.net");
            String text = office.mail("Subject: Undelivered mail");
            ParsedReport report = ParsedReport.of(text);
            assertEquals("rfc822;nobody@example.net", report.recipient(0, "Final-Recipient"));
            assertEquals("failed", report.recipient(0, "Action"));
            assertEquals("5.1.1", report.recipient(0, "Status"));
            assertEquals("dns; mx.example.net", report.recipient(0, "Remote-MTA"));
            assertEquals("smtp; 550 5.1.1 no such user", report.recipient(0, "Diagnostic-Code"));
            assertFalse(text.contains("Original-Recipient"));
            assertFalse(text.contains("Original-Envelope-Id"));
        }
    }

    // RFC6533-4.5-a RFC6531-3.2-h RFC6531-3.2-i
    @Test
    void whatCameWithSmtpUtf8ComesBackInAscii() throws Exception {
        UnaryOperator<String> beyond = line -> line.startsWith("EHLO")
                ? "250-mx.example.net\r\n250-8BITMIME\r\n250 SMTPUTF8"
                : line.startsWith("RCPT") ? "550 5.1.1 no such user" : line;
        try (Remote remote = new Remote(beyond);
                Office office = open("", remote)) {
            office.submit(" SMTPUTF8 RET=FULL", "", "d\u00f6rte@example.net");
            String text = office.mail("Subject: Undelivered mail");
            assertTrue(text.contains("Content-Type: message/global\r\nContent-Transfer-Encoding: base64\r\n"), text);
            String report = text.substring(text.indexOf("From: Mail Delivery System"));
            assertTrue(report.chars().allMatch(c -> c < 0x80), report);
            String body = report.substring(report.indexOf("base64\r\n", report.indexOf("message/global")));
            String returned = new String(
                    Base64.getMimeDecoder().decode(body.substring(body.indexOf("\r\n\r\n"), body.indexOf("\r\n--"))),
                    StandardCharsets.UTF_8);
            assertTrue(returned.endsWith("Subject: hello\r\n\r\nHow are you?\r\n.leading dot\r\n"), returned);
        }
    }

    // RFC3461-6.1-b RFC3461-6.1-c RFC3461-5.2.3-c
    @Test
    void aReportAsksForNone() throws Exception {
        try (Remote remote = new Remote(REPORTING);
                Office office = open("away: nobody@example.net\n", remote)) {
            assertTrue(office.deliver("away@example.org").startsWith("250"));
            String report = remote.message();
            ParsedReport parsed = ParsedReport.of(report);
            assertEquals("rfc822;nobody@example.net", parsed.recipient(0, "Final-Recipient"));
            assertEquals("rfc822;away@example.org", parsed.recipient(0, "Original-Recipient"));
            assertTrue(remote.commands().contains("MAIL FROM:<>"), () -> "" + remote.commands());
            assertTrue(remote.commands().contains("RCPT TO:<carl@elsewhere.example> NOTIFY=NEVER"));
        }
    }

    private static String command(Remote remote, String verb) {
        return remote.commands().stream()
                .filter(line -> line.startsWith(verb))
                .findFirst()
                .orElse("none");
    }

    private Office open(String aliases, Remote remote) throws Exception {
        return Office.open(directory, aliases, "name-server = 127.0.0.1:" + names.port(), "port = " + remote.port());
    }
}
