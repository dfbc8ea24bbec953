package org.pennypost.server.evidence;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Messages that stay when their owners remove them: {@code journal/<day>/<SHA-256>}, each one more name of the file in
 * the mailbox, or a copy where that cannot be. Confined to whoever holds the lock of {@link Journaling}.
 */
final class Journal {
    private static final int PIECE = 64 * 1024;

    private final Path directory;
    private final OptionalInt days;
    private final Set<Path> changed = new TreeSet<>();

    private Journal(Path directory, OptionalInt days) {
        this.directory = directory;
        this.days = days;
    }

    /**
     * The journal in the directory of the evidence.
     *
     * @param days for how long messages stay; empty for ever
     */
    static Journal in(Path evidence, OptionalInt days) {
        return new Journal(evidence.resolve("journal"), days);
    }

    /** The message with a hash; empty if it was never kept, or too long ago. */
    static Optional<Path> find(Path evidence, String sha256) throws IOException {
        return days(evidence.resolve("journal")).stream()
                .map(day -> day.resolve(sha256))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Keeps a message. Durable after {@link #sync}. */
    void keep(LocalDate today, String sha256, Content message) throws IOException, StoreException {
        Path day = directory.resolve(today.toString());
        if (!Files.isDirectory(day)) {
            OwnerOnly.directory(directory);
            OwnerOnly.directory(day);
            changed.add(directory.toAbsolutePath().getParent());
            changed.add(directory);
        }
        Path file = day.resolve(sha256);
        Optional<Path> stored = message.file()
                .filter(slice -> slice.offset() == 0 && slice.size() == message.size())
                .map(Content.FileSlice::path);
        if (!Files.exists(file) && !(stored.isPresent() && linked(stored.get(), file))) {
            copy(message, file);
        }
        changed.add(day); // also if it was there: who linked it may not have synced yet
    }

    /** Makes durable what was kept. */
    void sync() throws IOException {
        for (Path path : List.copyOf(changed)) {
            OwnerOnly.makeDurable(path);
            changed.remove(path);
        }
    }

    /** Removes what was kept for longer than it is to be. */
    void expire(LocalDate today) throws IOException {
        if (days.isEmpty()) {
            return;
        }
        for (Path day : days(directory)) {
            if (LocalDate.parse(day.getFileName().toString()).isBefore(today.minusDays(days.getAsInt()))) {
                remove(day);
            }
        }
    }

    private static boolean linked(Path stored, Path file) {
        try {
            Files.createLink(file, stored);
            return true;
        } catch (FileAlreadyExistsException kept) {
            return true;
        } catch (IOException | UnsupportedOperationException otherDisk) {
            return false;
        }
    }

    private static void copy(Content message, Path file) throws IOException, StoreException {
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try (FileChannel channel = OwnerOnly.open(part, CREATE, TRUNCATE_EXISTING, WRITE);
                Content.Reader reader = message.open()) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (long at = 0; reader.read(at, piece.clear()) > 0; at += piece.limit()) {
                piece.flip();
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            channel.force(true);
            Files.move(part, file, ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The newest first. */
    private static List<Path> days(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Journal::isDay).sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static boolean isDay(Path path) {
        try {
            LocalDate.parse(path.getFileName().toString());
            return true;
        } catch (DateTimeException somethingElse) {
            return false;
        }
    }

    private static void remove(Path day) throws IOException {
        try (Stream<Path> files = Files.list(day)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(day);
    }

    static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
