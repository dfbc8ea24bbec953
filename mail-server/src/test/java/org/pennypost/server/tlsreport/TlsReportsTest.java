package org.pennypost.server.tlsreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.queue.Names;

/** What is told of a day to a domain that wants to hear of it. */
class TlsReportsTest {
    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T22:00:00Z"));

    // RFC 8460 §3, §4.4
    @Test
    void aDayIsAddedUpWhenItIsOver() throws Exception {
        try (Names names =
                new Names().with("_smtp._tls.example.net", "TXT \"v=TLSRPTv1; rua=mailto:tls@example.net\"")) {
            TlsReports reports = TlsReports.in(
                    directory,
                    DnsResolver.of(Optional.of(new InetSocketAddress("127.0.0.1", names.port())), false),
                    now::get,
                    MailAddress.parse("postmaster@example.org", Repertoire.ASCII));
            AppliedPolicy policy = new AppliedPolicy(
                    AppliedPolicy.Type.STS,
                    List.of("version: STSv1", "mode: testing", "mx: *.example.net", "max_age: 86400"),
                    List.of("*.example.net"));
            TlsFault fault = new TlsFault(TlsFault.Kind.CERTIFICATE_EXPIRED, "it ended\n\"yesterday\"");
            reports.note(encounter(policy, Optional.empty()));
            reports.note(encounter(policy, Optional.of(fault)));
            reports.note(encounter(policy, Optional.of(fault)));
            reports.note(encounter(AppliedPolicy.NONE, Optional.empty()));
            reports.note(new Encounter("example.com", AppliedPolicy.NONE, fault));
            now.updateAndGet(before -> before.plus(Duration.ofHours(3)));
            assertEquals(1, reports.log().waiting().size());
            assertEquals(1, reports.log().waiting().size());
        }
        Path day = directory.resolve("2026-11-26");
        assertFalse(Files.exists(day.resolve("example.com.json")), "nobody asked");
        assertFalse(Files.exists(day.resolve("example.net.log")));
        assertEquals("""
                {"organization-name": "example.org",
                 "date-range": {"start-datetime": "2026-11-26T00:00:00Z", "end-datetime": "2026-11-26T23:59:59Z"},
                 "contact-info": "postmaster@example.org",
                 "report-id": "2026-11-26.example.net@example.org",
                 "policies": [{"policy": {"policy-type": "sts", "policy-string": ["version: STSv1", "mode: testing", \
                "mx: *.example.net", "max_age: 86400"], "policy-domain": "example.net", "mx-host": ["*.example.net"]},
                   "summary": {"total-successful-session-count": 1, "total-failure-session-count": 2},
                   "failure-details": [{"result-type": "certificate-expired", "sending-mta-ip": "192.0.2.9", \
                "receiving-mx-hostname": "mx.example.net", "receiving-ip": "192.0.2.1", "failure-reason-code": \
                "it ended?\\"yesterday\\"", "failed-session-count": 2}]},
                  {"policy": {"policy-type": "no-policy-found", "policy-domain": "example.net"},
                   "summary": {"total-successful-session-count": 1, "total-failure-session-count": 0}}]}
                """, Files.readString(day.resolve("example.net.json")));
    }

    private static Encounter encounter(AppliedPolicy policy, Optional<TlsFault> fault) {
        return new Encounter("example.net", policy, fault, "mx.example.net", "192.0.2.1", "192.0.2.9");
    }
}
