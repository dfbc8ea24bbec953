package org.pennypost.server.evidence;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.evidence.BuiltInAuthority;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.files.OwnerOnly;

/** Has everything signed now: by the server, if one runs, else by whoever asks. */
public final class Checkpoint {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private Checkpoint() {}

    /** The file by which a server is asked. */
    static Path wish(Path directory) {
        return directory.resolve("wish");
    }

    /**
     * Signs all events of a data directory.
     *
     * @return false if a server runs and does not do it
     */
    public static boolean make(Path data) throws IOException {
        Path directory = Evidence.directory(data);
        if (EvidenceLog.isOpen(directory)) {
            OwnerOnly.open(wish(directory), CREATE, WRITE).close();
            return isGone(wish(directory));
        }
        alone(data, directory);
        return true;
    }

    private static void alone(Path data, Path directory) throws IOException {
        try {
            EvidenceKeys keys = EvidenceKeys.of(Evidence.keys(data));
            try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
                InstantSource clock = InstantSource.system();
                log.sign(clock.instant());
                log.stamp(BuiltInAuthority.with(keys, clock), java.util.List.of(keys.authority()));
            }
        } catch (TlsException | StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static boolean isGone(Path file) {
        long end = System.nanoTime() + PATIENCE;
        while (Files.exists(file) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK);
        }
        return !Files.exists(file);
    }
}
