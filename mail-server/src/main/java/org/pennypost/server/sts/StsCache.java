package org.pennypost.server.sts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.tls.files.OwnerOnly;

/** Policies on disk, because their strength is that they are known before an attacker comes: RFC 8461 §10.2. */
final class StsCache {
    private static final System.Logger LOG = System.getLogger(StsCache.class.getName());

    /** So far a clock may go back and be the same. */
    private static final Duration INACCURACY = Duration.ofDays(1);

    private final Path directory;

    StsCache(Path directory) throws IOException {
        this.directory = directory;
        OwnerOnly.directory(directory);
    }

    /**
     * A policy that we have.
     *
     * @param id of its TXT record
     * @param fetched when
     */
    record Kept(String id, Instant fetched, StsPolicy policy) {
        /** One that was fetched while the clock was ahead would count for longer than its domain has said. */
        boolean counts(Instant now) {
            return fetched.isBefore(now.plus(INACCURACY)) && now.isBefore(fetched.plus(policy.maxAge()));
        }
    }

    /** What we have of a domain, old or not. */
    Optional<Kept> find(String domain) {
        Path file = file(domain);
        try {
            String[] parts = Files.readString(file).split("\n", 3);
            return Optional.of(new Kept(parts[0], Instant.parse(parts[1]), StsPolicy.parse(parts[2])));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | SyntaxException | DateTimeException | IndexOutOfBoundsException damaged) {
            LOG.log(System.Logger.Level.WARNING, file + " is no policy and does not count", damaged);
            return Optional.empty();
        }
    }

    /** Whether it could be kept. One at a time, because two connections may have fetched the same. */
    synchronized boolean put(String domain, Kept kept) {
        String text = kept.id() + "\n" + kept.fetched() + "\n"
                + String.join("\n", kept.policy().lines());
        try {
            OwnerOnly.write(file(domain), text);
            return true;
        } catch (IOException trouble) {
            LOG.log(System.Logger.Level.WARNING, "the policy of " + domain + " cannot be kept", trouble);
            return false;
        }
    }

    private Path file(String domain) {
        return directory.resolve(domain + ".sts");
    }
}
