package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.EvidenceSettings;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.evidence.BuiltInAuthority;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.TimeStamps;

/** The evidence of a server, from its directory to its signatures. Thread-safe. */
public final class Evidence implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Evidence.class.getName());

    private final EvidenceSink sink;
    private final Optional<Keeper> keeper;

    private Evidence(EvidenceSink sink, Optional<Keeper> keeper) {
        this.sink = sink;
        this.keeper = keeper;
    }

    /** Where the evidence of a data directory is. */
    public static Path directory(Path data) {
        return data.resolve("evidence");
    }

    /** Where its keys are. */
    public static Path keys(Path data) {
        return directory(data).resolve("keys");
    }

    /**
     * Opens the evidence that a configuration asks for; none if it asks for none.
     *
     * @throws StartFailure if it cannot be written, or what was written is damaged
     */
    public static Evidence open(Configuration configuration, InstantSource clock) throws StartFailure {
        EvidenceSettings settings = configuration.evidence();
        if (!settings.kept()) {
            return new Evidence(EvidenceSink.NONE, Optional.empty());
        }
        Path directory = directory(configuration.data());
        try {
            EvidenceKeys keys = EvidenceKeys.in(
                    keys(configuration.data()),
                    configuration.host().toString(),
                    "postmaster@" + configuration.domains().get(0),
                    clock.instant());
            TimeStamps.Authority authority = settings.authority()
                    .<TimeStamps.Authority>map(HttpAuthority::new)
                    .orElseGet(() -> BuiltInAuthority.with(keys, clock));
            List<X509Certificate> trusted = new ArrayList<>(List.of(keys.authority()));
            if (settings.stampers().isPresent()) {
                trusted.addAll(EvidenceKeys.certificates(settings.stampers().get()));
            }
            EvidenceLog log = EvidenceLog.open(directory, keys);
            log.mended().ifPresent(what -> LOG.log(System.Logger.Level.WARNING, directory + ": " + what));
            Keeper keeper =
                    Keeper.start(directory, log, settings.interval(), clock, new Stamper(log, authority, trusted));
            return new Evidence(
                    settings.required() ? Lenient.towardsUsers(log) : Lenient.always(log), Optional.of(keeper));
        } catch (IOException e) {
            throw new StartFailure(
                    ExitStatus.INPUT_OUTPUT,
                    e.getMessage() + "; to begin a new log, keep " + directory
                            + " under another name: it is evidence. To go without, write keep = off in [evidence]",
                    e);
        } catch (TlsException e) {
            throw new StartFailure(ExitStatus.INPUT_OUTPUT, e.getMessage(), e);
        }
    }

    /** Where events go. */
    public EvidenceSink sink() {
        return sink;
    }

    /** What an operator sees of the log; empty if none is kept. Does not block. */
    public Optional<String> sight() {
        return keeper.map(Keeper::sight);
    }

    /** Signs what is new, and closes the log. */
    @Override
    public void close() {
        keeper.ifPresent(Keeper::close);
    }
}
