package org.pennypost.smtp.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.RecipientRequest;

/** Reports on mail to addresses beyond ASCII, to people who have one and to people who have none. */
class ReportTextTest {
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");

    // RFC6533-3-e RFC6533-4.1-a RFC6533-4.1-b RFC6533-4.1-c RFC6533-3-i RFC6533-6.3-a RFC6533-6.3-b RFC6533-6.4-a
    @Test
    void whoHasAnAddressBeyondAsciiGetsAllOfItAsItIs() {
        ReportText report = report("j\u00fcrgen@example.org", "utf-8", "d\u00f6rte+x=y@example.net", true);
        assertTrue(report.utf8());
        assertTrue(report.eightBit());
        assertFalse(report.encoded());
        String text = text(report);
        String status = part(text, "message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit");
        assertTrue(status.contains("\r\nFinal-Recipient: utf-8;d\u00f6rte@example.net\r\n"), status);
        assertTrue(status.contains("\r\nOriginal-Recipient: utf-8;d\u00f6rte+x=y@example.net\r\n"), status);
        assertTrue(status.contains("\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n"), status);
        assertTrue(
                text.endsWith("\r\nContent-Type: message/global-headers\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"));
        assertTrue(part(text, "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit")
                .contains("<d\u00f6rte@example.net>"));
    }

    // RFC6533-4.5-a RFC6533-3-d RFC6533-3-c RFC6533-3-k
    @Test
    void whoHasOneInAsciiGetsItInAscii() {
        ReportText report = report("anna@example.org", "utf-8", "d\u00f6rte+x=y@example.net", true);
        assertFalse(report.utf8());
        assertFalse(report.eightBit());
        assertTrue(report.encoded());
        String text = text(report);
        assertTrue(text.chars().allMatch(c -> c < 0x80), text);
        String status = part(text, "message/delivery-status");
        assertTrue(status.contains("\r\nFinal-Recipient: utf-8;d\\x{F6}rte@example.net\r\n"), status);
        assertTrue(
                status.contains("\r\nOriginal-Recipient: utf-8;d\\x{F6}rte\\x{2B}x\\x{3D}y@example.net\r\n"), status);
        assertTrue(
                text.endsWith("\r\nContent-Type: message/global-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
        String words = part(text, "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64");
        assertTrue(new String(Base64.getMimeDecoder().decode(words), StandardCharsets.UTF_8)
                .contains("<d\u00f6rte@example.net>"));
    }

    // RFC6533-3-j: what is called utf-8 and is none stays as it is
    @Test
    void whatNeedsNothingGetsNothing() {
        ReportText report = report("anna@example.org", "rfc822", "Tim+2BTom@Example.NET", false);
        assertFalse(report.eightBit() || report.encoded() || report.utf8());
        String text = text(report);
        assertFalse(text.contains("Content-Transfer-Encoding: base64\r\n\r\nSubject"), text);
        assertTrue(text.endsWith("\r\nContent-Type: text/rfc822-headers\r\n\r\n"), text);
        assertTrue(part(text, "message/delivery-status")
                .contains("\r\nOriginal-Recipient: rfc822;Tim+2BTom@Example.NET\r\n"));
        ReportText broken = report("anna@example.org", "utf-8", "no-address-at-all", false);
        assertTrue(part(text(broken), "message/delivery-status")
                .contains("\r\nOriginal-Recipient: utf-8;no-address-at-all\r\n"));
    }

    // RFC 3461 §9.3
    @Test
    void aServerWithoutANameIsNamedByItsAddress() {
        for (String[] one : new String[][] {
            {"192.0.2.25", "[192.0.2.25]"},
            {"2001:db8::25", "[IPv6:2001:db8::25]"},
            {"25.example.com", "25.example.com"}
        }) {
            Report report = new Report(
                    "mail.example.org",
                    Optional.empty(),
                    NOW,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(fate("tom@example.com", "5.1.1", Optional.of(one[0]), Optional.empty())));
            String text = text(ReportText.of(report, letter("anna@example.org", false)));
            assertTrue(text.contains("Remote-MTA: dns; " + one[1] + "\r\n"), text);
        }
    }

    // RFC3464-2-b RFC3464-2-c RFC3464-2-g RFC3464-2.1.1-a RFC3464-2.2-a RFC3464-2.2.1-b RFC3464-2.2.3-b RFC3464-2.2.5-a
    // RFC3464-2.3.2-c RFC3464-2.3.2-d RFC3464-2.3.4-b RFC3464-2.3.5-a RFC3464-2.3.7-b RFC3464-2.3.9-a RFC3464-2.4-a
    // RFC3464-3-a RFC3464-3-b RFC3461-6.3-l
    @Test
    void saysWhatIsKnownAndNothingElse() {
        Report report = new Report(
                "mail.example.org",
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        fate("Tim.X@Example.NET", "5.0.0", Optional.empty(), Optional.empty()),
                        fate("tom@example.com", "5.1.1", Optional.of("mx.example.com"), Optional.empty())));
        String text = text(ReportText.of(report, letter("Anna@Example.ORG", false)));
        assertTrue(
                text.startsWith("From: Mail Delivery System <postmaster@example.org>\r\nTo: <Anna@Example.ORG>\r\n"));
        assertEquals(
                """
                Reporting-MTA: dns; mail.example.org
                Arrival-Date: Thu, 26 Nov 2026 03:00:00 +0000

                Final-Recipient: rfc822;Tim.X@Example.NET
                Action: failed
                Status: 5.0.0
                Last-Attempt-Date: Thu, 26 Nov 2026 03:00:00 +0000

                Final-Recipient: rfc822;tom@example.com
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.example.com
                Diagnostic-Code: smtp; 550 no
                Last-Attempt-Date: Thu, 26 Nov 2026 03:00:00 +0000
                """.replace("\n", "\r\n"), part(text, "message/delivery-status").substring(2));
        Report delayed = new Report(
                "mail.example.org",
                Optional.of("ENV+1"),
                NOW,
                Optional.empty(),
                Optional.of("for;60"),
                List.of(fate("tim@example.net", "4.4.1", Optional.empty(), Optional.of(NOW.plusSeconds(60)))));
        String later = part(text(ReportText.of(delayed, letter("anna@example.org", false))), "message/delivery-status");
        assertTrue(later.contains("\r\nWill-Retry-Until: Thu, 26 Nov 2026 03:01:00 +0000\r\n"), later);
        assertTrue(later.contains("\r\nFuture-Release-Request: for;60\r\n"), later);
        assertTrue(later.startsWith("\r\nOriginal-Envelope-Id: ENV+1\r\n"), later);
    }

    // RFC3464-2.3.7-a
    @Test
    void aTimeThatNobodyKnowsIsNotSaid() {
        assertFalse(status("mail.example.org", fate("tim@example.net", "4.4.7", Optional.empty(), Optional.of(NOW)))
                .contains("Last-Attempt-Date"));
    }

    // RFC3461-6.3-e RFC3461-9.3-a RFC3464-2.2.2-d
    @Test
    void aServerThatTheDnsCannotKnowIsNotCalledSo() {
        Report.Fate fate = fate("tim@example.net", "5.0.0", Optional.of("MX.Example.NET"), Optional.empty());
        assertTrue(status("localhost", fate).startsWith("\r\nReporting-MTA: x-local-hostname; localhost\r\n"));
        for (String name : List.of("Mail.Example.ORG", "[192.0.2.1]", "[IPv6:2001:db8::1]")) {
            String status = status(name, fate);
            assertTrue(status.startsWith("\r\nReporting-MTA: dns; " + name + "\r\n"), status);
            assertTrue(status.contains("\r\nRemote-MTA: dns; MX.Example.NET\r\n"), status);
        }
    }

    // RFC3464-2.1.2-a
    @Test
    void theTypeOfAnAddressIsKnownInAnyCase() {
        ReportText report = report("anna@example.org", "UTF-8", "d\u00f6rte@example.net", true);
        String status = part(text(report), "message/delivery-status");
        assertTrue(status.contains("\r\nOriginal-Recipient: UTF-8;d\\x{F6}rte@example.net\r\n"), status);
    }

    private static String status(String host, Report.Fate fate) {
        Report report = new Report(host, Optional.empty(), NOW, Optional.empty(), Optional.empty(), List.of(fate));
        return part(text(ReportText.of(report, letter("anna@example.org", false))), "message/delivery-status");
    }

    private static Report.Fate fate(String who, String status, Optional<String> server, Optional<Instant> until) {
        MailAddress address = MailAddress.parse(who, Repertoire.UTF8);
        return new Report.Fate(
                until.isPresent() ? Report.Action.DELAYED : Report.Action.FAILED,
                address,
                new Envelope.Recipient(new ForwardPath.Recipient(address)),
                status,
                "550 no",
                server,
                until.isPresent() ? Optional.empty() : Optional.of(NOW),
                until);
    }

    private static ReportText.Letter letter(String to, boolean smtpUtf8) {
        return new ReportText.Letter(
                MailAddress.parse("postmaster@example.org", Repertoire.ASCII),
                MailAddress.parse(to, Repertoire.UTF8),
                NOW,
                "1",
                false,
                smtpUtf8,
                smtpUtf8);
    }

    private static ReportText report(String to, String type, String original, boolean smtpUtf8) {
        MailAddress address = MailAddress.parse("d\u00f6rte@example.net", Repertoire.UTF8);
        Envelope.Recipient recipient = new Envelope.Recipient(
                new ForwardPath.Recipient(address), Set.of(new RecipientRequest.OriginalRecipient(type, original)));
        Report.Fate fate = new Report.Fate(
                Report.Action.FAILED,
                address,
                recipient,
                "5.1.1",
                "550 5.1.1 no such user",
                Optional.of("mx.example.net"),
                Optional.of(NOW),
                Optional.empty());
        return ReportText.of(
                new Report(
                        "mail.example.org", Optional.empty(), NOW, Optional.empty(), Optional.empty(), List.of(fate)),
                letter(to, smtpUtf8));
    }

    private static String text(ReportText report) {
        return StandardCharsets.UTF_8.decode(report.before()).toString();
    }

    /** The body of a part with this type. */
    private static String part(String text, String type) {
        String begin = "\r\nContent-Type: " + type + "\r\n\r\n";
        assertEquals(1, text.split(Pattern.quote(begin), -1).length - 1, text);
        String body = text.substring(text.indexOf(begin) + begin.length() - 2);
        return body.substring(0, body.indexOf("\r\n--=_"));
    }
}
