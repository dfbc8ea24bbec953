package org.pennypost.server.tlsreport;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened with one domain on one day, added up: RFC 8460 §4. */
final class DayReport {
    private final Map<String, Counts> policies = new LinkedHashMap<>();

    private static final class Counts {
        private long successes;
        private long failures;
        private final Map<String, Long> details = new LinkedHashMap<>();
    }

    /** The lines of a day. */
    static DayReport of(Stream<String> lines) {
        DayReport report = new DayReport();
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
    String json(ReportName name) {
        return "{\"organization-name\": " + Json.string(name.submitter())
                + ",\n \"date-range\": {\"start-datetime\": " + Json.string(name.day() + "T00:00:00Z")
                + ", \"end-datetime\": " + Json.string(name.day() + "T23:59:59Z")
                + "},\n \"contact-info\": " + Json.string(name.contact())
                + ",\n \"report-id\": " + Json.string(name.id())
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

    /**
     * Whose report it is.
     *
     * @param submitter the name of the one who reports
     * @param contact his address
     * @param domain on which he reports
     * @param day in UTC
     */
    record ReportName(String submitter, String contact, String domain, LocalDate day) {
        /** The same for the same day, so that a report that comes twice is known. */
        String id() {
            return day + "." + domain + "@" + submitter;
        }
    }
}
