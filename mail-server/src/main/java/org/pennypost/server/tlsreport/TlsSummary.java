package org.pennypost.server.tlsreport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pennypost.core.address.MailAddress;
import org.pennypost.server.reporting.DayReport;

/** What happened with one domain on one day, added up: RFC 8460 §4. */
final class TlsSummary {
    private final Map<String, Counts> policies = new LinkedHashMap<>();

    private static final class Counts {
        private long successes;
        private long failures;
        private final Map<String, Long> details = new LinkedHashMap<>();
    }

    /** The lines of a day. */
    static TlsSummary of(Stream<String> lines) {
        TlsSummary report = new TlsSummary();
        lines.forEach(line -> Encounter.fields(line).ifPresent(report::add));
        return report;
    }

    private void add(String[] fields) {
        Counts counts = policies.computeIfAbsent(fields[5], policy -> new Counts());
        if (fields[0].equals(Encounter.OK)) {
            counts.successes++;
            return;
        }
        counts.failures++;
        String detail = "\"result-type\": " + Json.string(fields[0])
                + field("sending-mta-ip", fields[3])
                + field("receiving-mx-hostname", fields[1])
                + field("receiving-ip", fields[2])
                + field("failure-reason-code", fields[4]);
        counts.details.merge(detail, 1L, Long::sum);
    }

    private static String field(String name, String value) {
        return value.isEmpty() ? "" : ", \"" + name + "\": " + Json.string(value);
    }

    /** RFC 8460 §4.4. */
    String json(DayReport name, MailAddress contact) {
        String submitter = contact.host().toString();
        return "{\"organization-name\": " + Json.string(submitter)
                + ",\n \"date-range\": {\"start-datetime\": " + Json.string(name.day() + "T00:00:00Z")
                + ", \"end-datetime\": " + Json.string(name.day() + "T23:59:59Z")
                + "},\n \"contact-info\": " + Json.string(contact.toString())
                + ",\n \"report-id\": " + Json.string(name.id(submitter))
                + ",\n \"policies\": ["
                + policies.entrySet().stream()
                        .map(entry -> policy(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(",\n  "))
                + "]}\n";
    }

    private static String policy(String policy, Counts counts) {
        Optional<String> details = counts.details.isEmpty()
                ? Optional.empty()
                : Optional.of(counts.details.entrySet().stream()
                        .map(entry -> "{" + entry.getKey() + ", \"failed-session-count\": " + entry.getValue() + "}")
                        .collect(Collectors.joining(",\n    ")));
        return "{\"policy\": {" + policy + "},\n   \"summary\": {\"total-successful-session-count\": "
                + counts.successes + ", \"total-failure-session-count\": " + counts.failures + "}"
                + details.map(all -> ",\n   \"failure-details\": [" + all + "]").orElse("")
                + "}";
    }
}
