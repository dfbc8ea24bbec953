package org.pennypost.server.tlsreport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.pennypost.server.dns.Resolver;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Collects how TLS went, for each day and each domain that wants to hear of it: RFC 8460. Thread-safe; does not fail,
 * because mail matters more.
 *
 * <pre>
 *   2026-11-26/example.net.log    a line for each connection, while the day lasts
 *   2026-11-25/example.net.json   the report of a day that is over
 * </pre>
 */
public final class TlsReports {
    private static final System.Logger LOG = System.getLogger(TlsReports.class.getName());
    private static final String RECORD = "v=TLSRPTv1[ \t]*;.*";
    private static final int MOST = 10_000;
    /** A day's lines of one domain; more would tell it nothing new. */
    private static final long LARGEST = 4L << 20;

    private final Path directory;
    private final Resolver resolver;
    private final InstantSource time;
    private final String submitter;
    private final String contact;
    private final Map<String, Boolean> wanted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };
    private LocalDate today = LocalDate.MIN;

    private TlsReports(Path directory, Resolver resolver, InstantSource time, String submitter, String contact) {
        this.directory = directory;
        this.resolver = resolver;
        this.time = time;
        this.submitter = submitter;
        this.contact = contact;
    }

    /**
     * Reports in a directory, which is made if it is not there.
     *
     * @param submitter the domain of the one who reports
     * @param contact his address
     */
    public static TlsReports in(Path directory, Resolver resolver, InstantSource time, String submitter, String contact)
            throws IOException {
        OwnerOnly.directory(directory);
        return new TlsReports(directory, resolver, time, submitter, contact);
    }

    /** Notes a connection, if its domain wants to hear of it. May ask the DNS, once a day. */
    public void note(Encounter encounter) {
        LocalDate day = day(time.instant());
        try {
            turn(day);
            if (isWanted(encounter.domain())) {
                append(day, encounter);
            }
        } catch (IOException trouble) {
            LOG.log(System.Logger.Level.WARNING, "no report on the TLS of " + encounter.domain(), trouble);
        }
    }

    /** Writes the reports of the days that are over. */
    public void conclude() {
        try {
            turn(day(time.instant()));
        } catch (IOException trouble) {
            LOG.log(System.Logger.Level.WARNING, "reports on TLS cannot be written", trouble);
        }
    }

    private synchronized void turn(LocalDate day) throws IOException {
        if (!day.isAfter(today)) {
            return;
        }
        today = day;
        wanted.clear();
        try (DirectoryStream<Path> days = Files.newDirectoryStream(directory, "????-??-??")) {
            for (Path old : days) {
                if (old.getFileName().toString().compareTo(day.toString()) < 0) {
                    conclude(old);
                }
            }
        }
    }

    private void conclude(Path day) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(day, "*.log")) {
            for (Path log : logs) {
                String domain = log.getFileName().toString().replaceAll("\\.log$", "");
                LocalDate date = LocalDate.parse(day.getFileName().toString());
                try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
                    OwnerOnly.write(
                            day.resolve(domain + ".json"),
                            DayReport.of(lines).json(new DayReport.ReportName(submitter, contact, domain, date)));
                }
                Files.delete(log);
            }
        }
    }

    // RFC 8460 §3
    private boolean isWanted(String domain) {
        synchronized (this) {
            if (wanted.containsKey(domain)) {
                return wanted.get(domain);
            }
        }
        boolean found = ask(domain);
        synchronized (this) {
            wanted.put(domain, found);
        }
        return found;
    }

    private boolean ask(String domain) {
        try {
            return domain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*")
                    && resolver.texts("_smtp._tls." + domain).records().stream()
                                    .filter(text -> text.matches(RECORD))
                                    .count()
                            == 1;
        } catch (IOException unknown) {
            return false;
        }
    }

    private synchronized void append(LocalDate day, Encounter encounter) throws IOException {
        OwnerOnly.directory(directory.resolve(day.toString()));
        Path file = directory.resolve(day.toString()).resolve(encounter.domain() + ".log");
        try (FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer line = StandardCharsets.UTF_8.encode(encounter.line());
            while (channel.size() < LARGEST && line.hasRemaining()) {
                channel.write(line);
            }
        }
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
