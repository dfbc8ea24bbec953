package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Who was removed, so that mail for him does not go to the next one of his name (RFC 7293 §5). A line for each: the
 * name, a tab, when the name was given to another, or a hyphen. The caller excludes others.
 */
final class FormerUsers {
    private static final String NOBODY = "-";

    private final Path path;

    private record Former(String name, String again) {}

    FormerUsers(Path users) {
        this.path = users.resolveSibling("former-users");
    }

    /** A user was removed. */
    void removed(String name) throws IOException {
        replace(name, NOBODY);
    }

    /** A user was added, perhaps one whose name was another's. */
    void added(String name, Instant now) throws IOException {
        if (find(name).isPresent()) {
            replace(name, now.toString());
        }
    }

    /** When a name was given to another; {@code latest} if that was not written down. Empty if never. */
    Optional<Instant> givenAgain(String name, Instant latest) throws IOException {
        return find(name).map(former -> former.again().equals(NOBODY) ? latest : Instant.parse(former.again()));
    }

    private Optional<Former> find(String name) throws IOException {
        return read().stream().filter(former -> isOf(former, name)).findFirst();
    }

    private void replace(String name, String again) throws IOException {
        List<Former> all = new ArrayList<>(read());
        all.removeIf(former -> isOf(former, name));
        all.add(new Former(name, again));
        OwnerOnly.write(
                path,
                all.stream()
                        .map(former -> former.name() + "\t" + former.again() + "\n")
                        .collect(Collectors.joining()));
    }

    private List<Former> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        return Files.readAllLines(path).stream()
                .map(line -> line.split("\t", 2))
                .filter(fields -> fields.length == 2)
                .map(fields -> new Former(fields[0], fields[1]))
                .toList();
    }

    private static boolean isOf(Former former, String name) {
        return UserName.key(former.name()).equals(UserName.key(name));
    }
}
