package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.tls.files.OwnerOnly;

/**
 * The signed heads of a log, a file each: {@code heads/2026-11-26/000000000000001234.p7m}, by the day on which and the
 * size at which it was signed, and beside it its time-stamp, {@code .tsr}, when there is one. Readers and one writer.
 */
final class HeadFiles {
    private static final String HEAD = ".p7m";
    private static final String STAMP = ".tsr";

    private final Path directory;

    HeadFiles(Path directory) {
        this.directory = directory;
    }

    /** A head as it lies in the file system, not yet checked. */
    record Entry(long size, Path file) {
        SignedHead read(X509Certificate authority) throws IOException {
            try {
                SignedHead head = SignedHead.verified(Files.readAllBytes(file), authority);
                if (head.head().size() != size) {
                    throw new EvidenceException("it is about " + head.head().size() + " events");
                }
                return head;
            } catch (EvidenceException e) {
                throw new EvidenceException("head " + file + " does not hold: " + e.getMessage(), e);
            }
        }

        /** Its time-stamp response; empty if there is none yet. */
        Optional<Octets> stamp() throws IOException {
            Path file = stampFile();
            return Files.exists(file) ? Optional.of(Octets.of(Files.readAllBytes(file))) : Optional.empty();
        }

        void stamped(byte[] response) throws IOException {
            OwnerOnly.write(stampFile(), response);
        }

        Path stampFile() {
            return file.resolveSibling(file.getFileName().toString().replace(HEAD, STAMP));
        }
    }

    Entry write(SignedHead head) throws IOException {
        Path day = directory.resolve(day(head.head().time()));
        OwnerOnly.directory(directory);
        OwnerOnly.directory(day);
        OwnerOnly.makeDurable(directory);
        Path file = day.resolve(String.format(Locale.ROOT, "%018d", head.head().size()) + HEAD);
        OwnerOnly.write(file, head.cms().copy());
        return new Entry(head.head().size(), file);
    }

    /** The head of the most events; empty if there is none. */
    Optional<Entry> latest() throws IOException {
        List<Path> days = days();
        for (int i = days.size() - 1; i >= 0; i--) {
            List<Entry> heads = heads(days.get(i));
            if (!heads.isEmpty()) {
                return Optional.of(heads.get(heads.size() - 1));
            }
        }
        return Optional.empty();
    }

    /** The first head that tells of an event that was recorded at a time; empty if there is none yet. */
    Optional<Entry> covering(long index, Instant time) throws IOException {
        String from = day(time.minusSeconds(86_400)); // a clock may have been set back by a little
        for (Path day : days()) {
            if (day.getFileName().toString().compareTo(from) >= 0) {
                Optional<Entry> found = heads(day).stream()
                        .filter(entry -> entry.size() > index)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return latest().filter(entry -> entry.size() > index);
    }

    /** All heads, in the order in which they were signed. */
    List<Entry> all() throws IOException {
        List<Entry> all = new ArrayList<>();
        for (Path day : days()) {
            all.addAll(heads(day));
        }
        return all;
    }

    /** The heads of the last days that have any, newest first. */
    List<Entry> recent(int days) throws IOException {
        List<Path> all = days();
        List<Entry> recent = new ArrayList<>();
        for (int i = all.size() - 1; i >= Math.max(0, all.size() - days); i--) {
            recent.addAll(0, heads(all.get(i)));
        }
        java.util.Collections.reverse(recent);
        return recent;
    }

    private List<Path> days() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> days = Files.list(directory)) {
            return days.filter(day -> day.getFileName().toString().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Entry> heads(Path day) throws IOException {
        try (Stream<Path> files = Files.list(day)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{18}\\.p7m"))
                    .sorted()
                    .map(file -> new Entry(
                            Long.parseLong(file.getFileName().toString().substring(0, 18)), file))
                    .toList();
        }
    }

    private static String day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
