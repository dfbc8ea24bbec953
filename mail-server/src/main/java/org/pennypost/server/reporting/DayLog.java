package org.pennypost.server.reporting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pennypost.tls.files.OwnerOnly;

/**
 * What is noted on domains, a file for each of them and each day in UTC. Thread-safe.
 *
 * <pre>
 *   2026-11-26/example.net.log         a line for each event, while the day lasts
 *   2026-11-25/example.net.json        the report of a day that is over, until it is sent
 *   2026-11-25/example.net.sent.json   then; or .unsent. if nobody took it
 * </pre>
 *
 * <p>Bounded, because strangers can make us write it: {@value #MOST} domains a day, each with {@value #LARGEST} octets,
 * for {@value #DAYS} days.
 */
public final class DayLog {
    /** More of one day would tell a domain nothing new. */
    private static final long LARGEST = 4L << 20;

    private static final int MOST = 2_000;
    private static final int DAYS = 14;

    private final Path directory;
    private final String extension;
    private final InstantSource time;
    private final Adding adding;
    private final Object concluding = new Object();
    private final Set<String> domains = new HashSet<>();
    private LocalDate today = LocalDate.MIN;

    private DayLog(Path directory, String extension, InstantSource time, Adding adding) {
        this.directory = directory;
        this.extension = extension;
        this.time = time;
        this.adding = adding;
    }

    /** Adds up the lines of a day. */
    @FunctionalInterface
    public interface Adding {
        /** The report. */
        String report(DayReport name, Stream<String> lines);
    }

    /**
     * A log in a directory, which is made if it is not there.
     *
     * @param extension of the names of reports
     */
    public static DayLog in(Path directory, String extension, InstantSource time, Adding adding) throws IOException {
        OwnerOnly.directory(directory);
        return new DayLog(directory, extension, time, adding);
    }

    /**
     * Notes something.
     *
     * @param domain in lower case, with A-labels; what is none is left out
     * @param line that ends with a line feed and has no other one; what is not ASCII is lost
     */
    public synchronized void append(String domain, String line) throws IOException {
        turn();
        if (!domain.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*") || domains.size() >= MOST && !domains.contains(domain)) {
            return;
        }
        domains.add(domain);
        Path day = directory.resolve(today.toString());
        OwnerOnly.directory(day);
        Path file = day.resolve(domain + ".log");
        try (FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer octets = StandardCharsets.US_ASCII.encode(line);
            while (channel.size() < LARGEST && octets.hasRemaining()) {
                channel.write(octets);
            }
        }
    }

    /**
     * The reports of the days that are over and that wait to be sent, the oldest first. Adds up what has not been yet,
     * which may take a while; who notes something does not wait for it.
     */
    public List<DayReport> waiting() throws IOException {
        synchronized (concluding) {
            conclude(turn());
            return reports();
        }
    }

    private List<DayReport> reports() throws IOException {
        List<DayReport> reports = new ArrayList<>();
        for (Path day : days()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(day, "*." + extension)) {
                for (Path file : files) {
                    String domain = file.getFileName().toString().replaceAll("\\." + extension + "$", "");
                    if (!domain.matches(".*\\.(sent|unsent)")) {
                        reports.add(new DayReport(file, domain, date(day), extension));
                    }
                }
            }
        }
        return reports;
    }

    /** The day that things are noted for from now on; nothing is noted any more for those before. */
    private synchronized LocalDate turn() {
        LocalDate day = LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
        boolean setBack = !today.equals(LocalDate.MIN) && day.isBefore(today.minusDays(1)); // it was ahead
        if (day.isAfter(today) || setBack) {
            today = day;
            domains.clear();
        }
        return today;
    }

    private void conclude(LocalDate now) throws IOException {
        for (Path old : days()) {
            if (date(old).isBefore(now.minusDays(DAYS))) {
                remove(old);
            } else if (date(old).isBefore(now)) {
                conclude(old);
            }
        }
    }

    private void conclude(Path day) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(day, "*.log")) {
            for (Path log : logs) {
                String domain = log.getFileName().toString().replaceAll("\\.log$", "");
                Path file = day.resolve(domain + "." + extension);
                try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                    OwnerOnly.write(file, adding.report(new DayReport(file, domain, date(day), extension), lines));
                }
                Files.delete(log);
            }
        }
    }

    private List<Path> days() throws IOException {
        List<Path> days = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "????-??-??")) {
            all.forEach(days::add);
        }
        days.sort(Path::compareTo);
        return days;
    }

    private static void remove(Path day) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(day)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(day);
    }

    private static LocalDate date(Path day) {
        return LocalDate.parse(day.getFileName().toString());
    }
}
