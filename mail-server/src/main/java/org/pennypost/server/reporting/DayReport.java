package org.pennypost.server.reporting;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;

/**
 * A report that waits to be sent: on one domain and one day in UTC.
 *
 * @param file where it is until it is sent
 * @param extension of its name
 */
public record DayReport(Path file, String domain, LocalDate day, String extension) {
    /** When the day began. */
    public Instant begin() {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** When the next one did. */
    public Instant end() {
        return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** RFC 8460 §5.1 and RFC 7489 §7.2.1.1 have the same names, with the last second of the day. */
    public String name(String submitter) {
        return submitter + "!" + domain + "!" + begin().getEpochSecond() + "!" + (end().getEpochSecond() - 1) + "."
                + extension + ".gz";
    }

    /** The same for the same day, so that a report that comes twice is known. */
    public String id(String submitter) {
        return day + "." + domain + "@" + submitter;
    }

    byte[] compressed() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(octets)) {
            Files.copy(file, packed);
        }
        return octets.toByteArray();
    }

    /** It does not wait any more. */
    void settle(boolean sent) throws IOException {
        String end = (sent ? ".sent." : ".unsent.") + extension;
        Files.move(file, file.resolveSibling(domain + end), ATOMIC_MOVE, REPLACE_EXISTING);
    }
}
