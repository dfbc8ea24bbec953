package org.pennypost.server.tlsreport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.pennypost.core.address.MailAddress;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.reporting.DayLog;
import org.pennypost.server.reporting.ReportAddress;
import org.pennypost.server.reporting.ReportKind;

/**
 * Collects how TLS went, for each day and each domain that wants to hear of it: RFC 8460. Thread-safe; does not fail,
 * because mail matters more.
 */
public final class TlsReports implements ReportKind {
    private static final System.Logger LOG = System.getLogger(TlsReports.class.getName());
    private static final Form FORM = new Form(
            "multipart/report; report-type=\"tlsrpt\"",
            "application/tlsrpt+gzip",
            "TLS with your mail servers (RFC 8460)",
            true);

    private final DayLog log;
    private final Resolver resolver;

    private TlsReports(DayLog log, Resolver resolver) {
        this.log = log;
        this.resolver = resolver;
    }

    /**
     * Reports in a directory, which is made if it is not there.
     *
     * @param contact who is in charge here; his domain is the one that reports (RFC 8460 §5.3)
     */
    public static TlsReports in(Path directory, Resolver resolver, InstantSource time, MailAddress contact)
            throws IOException {
        DayLog log = DayLog.in(
                directory, "json", time, (report, lines) -> TlsSummary.of(lines).json(report, contact));
        return new TlsReports(log, resolver);
    }

    /** Notes a connection, if its domain wants to hear of it. May ask the DNS. */
    public void note(Encounter encounter) {
        try {
            if (isWanted(encounter.domain())) {
                log.append(encounter.domain(), encounter.line());
            }
        } catch (IOException trouble) {
            LOG.log(System.Logger.Level.WARNING, "no report on the TLS of " + encounter.domain(), trouble);
        }
    }

    private boolean isWanted(String domain) {
        try {
            return !wanted(domain).isEmpty();
        } catch (IOException unknown) {
            return false;
        }
    }

    @Override
    public DayLog log() {
        return log;
    }

    @Override
    public Form form() {
        return FORM;
    }

    // RFC 8460 §3: records that do not begin so are none, and several are none
    @Override
    public List<ReportAddress> wanted(String domain) throws IOException {
        if (!domain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*")) {
            return List.of();
        }
        List<String> records = resolver.texts("_smtp._tls." + domain).records().stream()
                .filter(text -> text.matches("(?s)v=TLSRPTv1[ \t]*;.*"))
                .toList();
        return records.size() == 1 ? addresses(records.get(0)) : List.of();
    }

    // tlsrpt-record = tlsrpt-version 1*(field-delim tlsrpt-field) [field-delim]
    private static List<ReportAddress> addresses(String record) {
        for (String field : record.split(";")) {
            if (field.strip().startsWith("rua=")) {
                return ReportAddress.list(field.strip().substring("rua=".length()));
            }
        }
        return List.of();
    }
}
