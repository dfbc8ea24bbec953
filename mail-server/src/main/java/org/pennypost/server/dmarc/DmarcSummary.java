package org.pennypost.server.dmarc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.pennypost.core.address.MailAddress;
import org.pennypost.server.reporting.DayReport;

/** What came in the name of one domain on one day, added up: RFC 7489 §7.2 and its appendix C. */
final class DmarcSummary {
    private final Map<String, Long> messages = new LinkedHashMap<>();
    /** The last one: a domain does not change it often. */
    private String policy = "";

    private DmarcSummary() {}

    /** The lines of a day: a policy and a {@link DmarcNote}, with tabs between. */
    static DmarcSummary of(Stream<String> lines) {
        DmarcSummary summary = new DmarcSummary();
        lines.map(line -> line.split("\t", 2))
                .filter(fields -> fields.length == 2 && fields[1].endsWith("</auth_results>")) // else cut by a crash
                .forEach(fields -> {
                    summary.policy = fields[0];
                    summary.messages.merge(fields[1], 1L, Long::sum);
                });
        return summary;
    }

    String xml(DayReport name, MailAddress contact) {
        String submitter = contact.host().toString();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feedback>\n");
        xml.append(Xml.text("version", "1.0")).append('\n');
        xml.append(Xml.element(
                "report_metadata",
                Xml.text("org_name", submitter)
                        + Xml.text("email", contact.toString())
                        + Xml.text("report_id", name.id(submitter))
                        + Xml.element(
                                "date_range",
                                Xml.text("begin", "" + name.begin().getEpochSecond())
                                        + Xml.text("end", "" + (name.end().getEpochSecond() - 1)))));
        xml.append('\n').append(Xml.element("policy_published", policy)).append('\n');
        messages.forEach((message, count) -> xml.append("<record><row>")
                .append(message.replace("\t", Xml.text("count", "" + count)))
                .append("</record>\n"));
        return xml.append("</feedback>\n").toString();
    }

    /** What the owner of a domain says, as reports have it. */
    static String policy(DmarcEvaluation evaluation) {
        DmarcRecord record = evaluation.record();
        return Xml.text("domain", evaluation.domain())
                + Xml.text("adkim", record.strictDkim() ? "s" : "r")
                + Xml.text("aspf", record.strictSpf() ? "s" : "r")
                + Xml.text("p", record.policy().toString())
                + Xml.text("sp", record.subdomains().toString())
                + Xml.text("pct", "" + record.percent())
                + Xml.text("fo", record.failures());
    }
}
