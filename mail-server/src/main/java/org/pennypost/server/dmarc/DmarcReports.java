package org.pennypost.server.dmarc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.MailAddress;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.reporting.DayLog;
import org.pennypost.server.reporting.ReportAddress;
import org.pennypost.server.reporting.ReportKind;

/**
 * Collects what came in the name of domains whose owners want to hear of it: RFC 7489 §7.2. Thread-safe; does not fail,
 * because mail matters more.
 */
public final class DmarcReports implements ReportKind {
    private static final System.Logger LOG = System.getLogger(DmarcReports.class.getName());
    private static final Form FORM =
            new Form("multipart/mixed", "application/gzip", "mail in the name of your domain (DMARC, RFC 7489)", false);
    private static final int LONGEST_NAME = 253;

    private final DayLog log;
    private final Resolver resolver;
    private final PublicSuffixes suffixes = PublicSuffixes.builtIn();

    private DmarcReports(DayLog log, Resolver resolver) {
        this.log = log;
        this.resolver = resolver;
    }

    /**
     * Reports in a directory, which is made if it is not there.
     *
     * @param contact who is in charge here
     */
    public static DmarcReports in(Path directory, Resolver resolver, InstantSource time, MailAddress contact)
            throws IOException {
        DayLog log = DayLog.in(
                directory,
                "xml",
                time,
                (report, lines) -> DmarcSummary.of(lines).xml(report, contact));
        return new DmarcReports(log, resolver);
    }

    /** Notes a message, if there is somebody who wants to hear of it. */
    public void note(DmarcNote note) {
        Optional<DmarcEvaluation> evaluation = note.dmarc()
                .evaluation()
                .filter(any -> !ReportAddress.list(any.record().reports()).isEmpty());
        if (evaluation.isPresent()) {
            String domain = evaluation.get().domain();
            try {
                log.append(domain, DmarcSummary.policy(evaluation.get()) + "\t" + note.line());
            } catch (IOException trouble) {
                LOG.log(System.Logger.Level.WARNING, "no report on mail in the name of " + domain, trouble);
            }
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

    @Override
    public List<ReportAddress> wanted(String domain) throws IOException {
        Optional<DmarcRecord> record = DmarcCheck.record(domain, resolver);
        List<ReportAddress> wanted = new ArrayList<>();
        for (ReportAddress address :
                ReportAddress.list(record.map(DmarcRecord::reports).orElse(""))) {
            if (address instanceof ReportAddress.Mail mail && mail.address().host() instanceof Domain host) {
                wanted.addAll(agreed(domain, mail, host.toString().toLowerCase(Locale.ROOT)));
            }
        }
        return wanted;
    }

    // RFC 7489 §7.1: whoever is to get reports on the domain of another has to agree, or they are a weapon
    private List<ReportAddress> agreed(String domain, ReportAddress.Mail asked, String host) throws IOException {
        if (suffixes.organization(host).equals(suffixes.organization(domain))) {
            return List.of(asked);
        }
        String name = domain + "._report._dmarc." + host;
        if (name.length() > LONGEST_NAME) {
            return List.of();
        }
        List<Map<String, String>> agreements = resolver.texts(name).records().stream()
                .flatMap(text -> DmarcRecord.tags(text).stream())
                .toList();
        if (agreements.isEmpty()) {
            return List.of();
        }
        return agreements.stream()
                .filter(tags -> tags.containsKey("rua"))
                .findFirst()
                .map(tags -> moved(tags.get("rua"), host))
                .orElse(List.of(asked));
    }

    /** To another address of the same host; to nobody, if it names another host. */
    private static List<ReportAddress> moved(String uris, String host) {
        List<ReportAddress> others = ReportAddress.list(uris);
        boolean same = others.stream()
                .allMatch(other -> other instanceof ReportAddress.Mail mail
                        && mail.address().host().toString().equalsIgnoreCase(host));
        return same ? others : List.of();
    }
}
