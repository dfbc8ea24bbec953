package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.Uptime;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.EvidenceSettings;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.evidence.EvidenceLog;

/** The evidence of a server, from its directory to its signatures. Thread-safe. */
public final class Evidence implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Evidence.class.getName());

    private final EvidenceSink sink;
    private final Optional<Keeper> keeper;
    private final Consumer<Post> mailing;

    private Evidence(EvidenceSink sink, Optional<Keeper> keeper, Consumer<Post> mailing) {
        this.sink = sink;
        this.keeper = keeper;
        this.mailing = mailing;
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
     * The message with a hash as the journal has kept it; empty if it has not.
     *
     * @param sha256 in hexadecimal
     */
    public static Optional<Path> kept(Path data, String sha256) throws IOException {
        return Journal.find(directory(data), sha256);
    }

    /**
     * Opens the evidence that a configuration asks for; none if it asks for none.
     *
     * @throws StartFailure if it cannot be written, or what was written is damaged
     */
    public static Evidence open(Configuration configuration, InstantSource clock, Uptime uptime) throws StartFailure {
        if (!configuration.evidence().kept()) {
            return new Evidence(EvidenceSink.NONE, Optional.empty(), way -> {});
        }
        Path directory = directory(configuration.data());
        try {
            EvidenceKeys keys = EvidenceKeys.in(
                    keys(configuration.data()),
                    configuration.host().toString(),
                    postmaster(configuration),
                    clock.instant());
            EvidenceLog log = EvidenceLog.open(directory, keys);
            log.mended().ifPresent(what -> LOG.log(System.Logger.Level.WARNING, directory + ": " + what));
            try {
                return over(log, directory, keys, configuration, clock, uptime);
            } catch (IOException | TlsException trouble) {
                log.close();
                throw trouble;
            }
        } catch (IOException e) {
            throw failed(configuration.data(), e);
        } catch (TlsException e) {
            throw new StartFailure(ExitStatus.INPUT_OUTPUT, e.getMessage(), e);
        }
    }

    /** Who starts a second server by mistake must not be told to put the evidence of the first aside. */
    private static StartFailure failed(Path data, IOException why) {
        return isOpen(directory(data))
                ? new StartFailure(
                        ExitStatus.UNAVAILABLE,
                        "a server runs on " + data.toAbsolutePath().normalize()
                                + " already; stop it, or name another directory with --data",
                        why)
                : new StartFailure(
                        ExitStatus.INPUT_OUTPUT,
                        why.getMessage() + "; to begin a new log, keep " + directory(data)
                                + " under another name: it is evidence. To go without, write keep = off in [evidence]",
                        why);
    }

    private static boolean isOpen(Path directory) {
        try {
            return EvidenceLog.isOpen(directory);
        } catch (IOException unknown) {
            return false;
        }
    }

    private static Evidence over(
            EvidenceLog log,
            Path directory,
            EvidenceKeys keys,
            Configuration configuration,
            InstantSource clock,
            Uptime uptime)
            throws IOException, TlsException {
        EvidenceSettings settings = configuration.evidence();
        String postmaster = postmaster(configuration);
        Stamper stamper = stamper(log, keys, settings, clock, uptime);
        Optional<Journaling> journal =
                settings.journal().map(days -> new Journaling(log, Journal.in(directory, days), clock));
        Optional<Receipts> receipts = Optional.empty();
        if (!settings.receipts().isEmpty()) {
            ReceiptLetter letter = new ReceiptLetter(keys, postmaster);
            receipts = Optional.of(Receipts.of(directory, Set.copyOf(settings.receipts()), letter, log.size()));
        }
        Optional<MailedCheckpoints> checkpoints = Optional.empty();
        if (!settings.checkpoints().isEmpty()) {
            CheckpointLetter letter = new CheckpointLetter(keys, postmaster);
            checkpoints = Optional.of(MailedCheckpoints.of(
                    directory, settings.checkpoints(), settings.checkpointInterval(), letter, clock, uptime));
        }
        Keeper.Duties duties = new Keeper.Duties(stamper, journal, receipts, checkpoints);
        EvidenceSink strict = journal.<EvidenceSink>map(one -> one).orElse(log);
        return new Evidence(
                settings.required() ? Lenient.towardsUsers(strict) : Lenient.always(strict),
                Optional.of(Keeper.start(directory, log, settings.interval(), clock, uptime, duties)),
                duties::mailBy);
    }

    private static Stamper stamper(
            EvidenceLog log, EvidenceKeys keys, EvidenceSettings settings, InstantSource clock, Uptime uptime)
            throws IOException, TlsException {
        List<X509Certificate> trusted = new ArrayList<>(List.of(keys.authority()));
        if (settings.stampers().isPresent()) {
            trusted.addAll(EvidenceKeys.certificates(settings.stampers().get()));
        }
        return settings.authority().isPresent()
                ? Stamper.elsewhere(log, settings.authority().get(), trusted, uptime)
                : Stamper.builtIn(log, keys, trusted, clock, uptime);
    }

    private static String postmaster(Configuration configuration) {
        return "postmaster@" + configuration.domains().get(0);
    }

    /** Where events go. */
    public EvidenceSink sink() {
        return sink;
    }

    /** From now on receipts and checkpoints are mailed by this delivery, if anybody wishes to have any. */
    public void mailBy(Delivery delivery, Surroundings surroundings) {
        mailing.accept(new Post(delivery, surroundings));
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
