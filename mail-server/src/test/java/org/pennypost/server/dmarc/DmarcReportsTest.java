package org.pennypost.server.dmarc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.queue.Names;
import org.pennypost.server.reporting.DayReport;
import org.pennypost.server.reporting.ReportAddress;
import org.pennypost.server.spf.SpfResult;

/** What the owner of a domain hears of a day, and where. */
class DmarcReportsTest {
    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T22:00:00Z"));
    private Names names;
    private DmarcReports reports;

    @BeforeEach
    void start() throws IOException {
        names = new Names();
        reports = DmarcReports.in(
                directory,
                DnsResolver.of(Optional.of(new InetSocketAddress("127.0.0.1", names.port()))),
                now::get,
                MailAddress.parse("postmaster@example.org", Repertoire.ASCII));
    }

    @AfterEach
    void stop() {
        names.close();
    }

    // RFC 7489 §7.2
    @Test
    void aDayIsAddedUpWhenItIsOver() throws Exception {
        DmarcNote good = note("192.0.2.1", DmarcPolicy.NONE, true, Optional.empty());
        reports.note(good);
        reports.note(good);
        reports.note(note("2001:db8::1", DmarcPolicy.QUARANTINE, false, Optional.of(DmarcNote.Override.LOCAL_POLICY)));
        assertEquals(List.of(), reports.log().waiting(), "the day lasts");
        now.updateAndGet(before -> before.plus(Duration.ofHours(3)));
        List<DayReport> waiting = reports.log().waiting();
        assertEquals(
                "example.org!example.net!1795651200!1795737599.xml.gz",
                waiting.get(0).name("example.org"));
        assertEquals("""
                <?xml version="1.0" encoding="UTF-8"?>
                <feedback>
                <version>1.0</version>
                <report_metadata><org_name>example.org</org_name><email>postmaster@example.org</email>\
                <report_id>2026-11-26.example.net@example.org</report_id><date_range><begin>1795651200</begin>\
                <end>1795737599</end></date_range></report_metadata>
                <policy_published><domain>example.net</domain><adkim>r</adkim><aspf>s</aspf><p>reject</p>\
                <sp>quarantine</sp><pct>100</pct><fo>1:d</fo></policy_published>
                <record><row><source_ip>192.0.2.1</source_ip><count>2</count><policy_evaluated>\
                <disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row>\
                <identifiers><envelope_from>a&lt;b.example.net</envelope_from>\
                <header_from>sub.example.net</header_from></identifiers><auth_results><dkim>\
                <domain>example.net</domain><selector>s1</selector><result>pass</result></dkim><spf>\
                <domain>example.net</domain><scope>mfrom</scope><result>pass</result></spf></auth_results></record>
                <record><row><source_ip>2001:db8::1</source_ip><count>1</count><policy_evaluated>\
                <disposition>quarantine</disposition><dkim>fail</dkim><spf>fail</spf><reason>\
                <type>local_policy</type></reason></policy_evaluated></row><identifiers>\
                <envelope_from>a&lt;b.example.net</envelope_from><header_from>sub.example.net</header_from>\
                </identifiers><auth_results><dkim><domain>example.net</domain><selector>s1</selector>\
                <result>pass</result></dkim><spf><domain>example.net</domain><scope>mfrom</scope>\
                <result>pass</result></spf></auth_results></record>
                </feedback>
                """, Files.readString(waiting.get(0).file()));
    }

    // RFC 7489 §7.1
    @Test
    void whoeverGetsReportsOnOthersHasToAgree() throws Exception {
        assertEquals("", wanted("mailto:d@reports.other.example"));
        names.with("example.net._report._dmarc.reports.other.example", "TXT \"v=spf1 -all\"");
        assertEquals("", wanted("mailto:d@reports.other.example"));
        names.with("example.net._report._dmarc.reports.other.example", "TXT \"v=DMARC1\"");
        assertEquals("d@reports.other.example", wanted("mailto:d@reports.other.example"));
        names.with(
                "example.net._report._dmarc.reports.other.example",
                "TXT \"v=DMARC1; rua=mailto:elsewhere@Reports.other.example\"");
        assertEquals("elsewhere@Reports.other.example", wanted("mailto:d@reports.other.example"));
        names.with(
                "example.net._report._dmarc.reports.other.example", "TXT \"v=DMARC1; rua=mailto:victim@bank.example\"");
        assertEquals("", wanted("mailto:d@reports.other.example"));
        names.with("example.net._report._dmarc.reports.other.example", "FAILS");
        assertThrows(IOException.class, () -> wanted("mailto:d@reports.other.example"));
    }

    @Test
    void ownReportsGoWhereTheOwnerSays() throws Exception {
        assertEquals(
                "d@example.net e+x@sub.example.net",
                wanted("mailto:d@example.net!10m, https://example.net/, mailto:e%2Bx@sub.example.net?subject=x,"
                        + " mailto:f@[192.0.2.1], mailto:nobody, gopher:x, mailto:d@" + "x".repeat(60) + ".other"));
        assertEquals("", wanted(""));
        assertTrue(reports.wanted("example.com").isEmpty());
    }

    private String wanted(String uris) throws IOException {
        names.with("_dmarc.example.net", "TXT \"v=DMARC1\\; p=none\\; rua=" + uris + "\"");
        StringBuilder wanted = new StringBuilder();
        for (ReportAddress address : reports.wanted("example.net")) {
            wanted.append(((ReportAddress.Mail) address).address()).append(' ');
        }
        return wanted.toString().strip();
    }

    private static DmarcNote note(String source, DmarcPolicy done, boolean well, Optional<DmarcNote.Override> why) {
        DmarcRecord record = new DmarcRecord(
                DmarcPolicy.REJECT, DmarcPolicy.QUARANTINE, false, true, 100, "1:d", "mailto:d@example.net");
        DmarcResult result = new DmarcResult(
                well ? DmarcResult.Verdict.PASS : DmarcResult.Verdict.FAIL,
                "sub.example.net",
                DmarcPolicy.QUARANTINE,
                DmarcPolicy.QUARANTINE,
                "",
                Optional.of(new DmarcEvaluation("example.net", record, well, well, false)));
        DkimResult.Signed signed = new DkimResult.Signed("example.net", "s1", "rsa-sha256", "abc");
        return new DmarcNote(
                source,
                "a<b.example.net",
                new SpfResult(SpfResult.Verdict.PASS, "example.net", ""),
                List.of(new DkimResult(DkimResult.Verdict.PASS, Optional.of(signed), "")),
                result,
                done,
                why);
    }
}
