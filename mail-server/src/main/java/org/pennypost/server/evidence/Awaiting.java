package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Messages whose senders want to hear more of them: copies that nobody has retrieved yet, by where they lie, and what
 * may still be in the queue, by its queue id. A small file each. Confined to the keeper's thread.
 */
final class Awaiting {
    /** What is held for 30 days and tried for five is out of the queue. */
    private static final Duration LONGEST = Duration.ofDays(40);

    private final Path copies;
    private final Path queued;

    Awaiting(Path directory) {
        this.copies = directory.resolve("awaited");
        this.queued = directory.resolve("queued");
    }

    void add(Place place, Awaited message) throws IOException {
        write(copies(place), message);
    }

    /** The message that lies there; empty if it is not awaited, or no longer. */
    Optional<Awaited> at(Place place) throws IOException {
        return read(copies(place));
    }

    void forget(Place place) throws IOException {
        Files.deleteIfExists(copies(place));
    }

    /** What has this queue id now may be delivered later. */
    void addQueued(String id, Awaited message) throws IOException {
        write(queued.resolve(hex(id)), message);
    }

    /** The message with this queue id; empty if it is not awaited. */
    Optional<Awaited> queued(String id) throws IOException {
        return read(queued.resolve(hex(id)));
    }

    /** Forgets what cannot be in the queue any more. */
    void expire(Instant now) throws IOException {
        if (Files.isDirectory(queued)) {
            try (Stream<Path> files = Files.list(queued)) {
                for (Path file : files.toList()) {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(LONGEST))) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private static void write(Path file, Awaited message) throws IOException {
        OwnerOnly.directory(file.getParent());
        OwnerOnly.write(file, message.text());
    }

    private static Optional<Awaited> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Awaited.parse(Files.readAllLines(file))) : Optional.empty();
    }

    private Path copies(Place place) {
        return copies.resolve(name(place.uidValidity() + "." + place.uid() + "." + hex(place.account())));
    }

    private static String hex(String text) {
        return name(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String name(String name) {
        return name.length() <= 200 ? name : name.substring(0, 200);
    }
}
