package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.pennypost.server.accounts.OwnerOnly;

/**
 * Copies that nobody has retrieved yet, and whose senders want to hear of it: a small file each, named by where the copy
 * lies. Confined to the keeper's thread.
 */
final class Awaiting {
    private final Path directory;

    Awaiting(Path directory) {
        this.directory = directory;
    }

    void add(Place place, Awaited message) throws IOException {
        OwnerOnly.directory(directory);
        OwnerOnly.write(file(place), message.text());
    }

    /** The message that lies there; empty if it is not awaited, or no longer. */
    Optional<Awaited> at(Place place) throws IOException {
        Path file = file(place);
        return Files.exists(file) ? Optional.of(Awaited.parse(Files.readAllLines(file))) : Optional.empty();
    }

    void forget(Place place) throws IOException {
        Files.deleteIfExists(file(place));
    }

    private Path file(Place place) {
        String name = place.uidValidity() + "." + place.uid() + "."
                + HexFormat.of().formatHex(place.account().getBytes(StandardCharsets.UTF_8));
        return directory.resolve(name.length() <= 200 ? name : name.substring(0, 200));
    }
}
