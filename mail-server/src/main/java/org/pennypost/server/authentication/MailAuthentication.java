package org.pennypost.server.authentication;

import java.io.IOException;
import java.net.IDN;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.AuthenticationSettings;
import org.pennypost.server.config.AuthenticationSettings.Policy;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.dkim.SigningKeys;
import org.pennypost.server.dmarc.DmarcReports;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.reporting.Reporting;

/**
 * Finds out where mail from other hosts is from, and signs that of our users: two passages for the engines. Thread-safe.
 *
 * <p>What strangers can make us do is bounded: {@value #AT_ONCE} messages are examined at the same time, others have to
 * come again; each with {@value BoundedResolver#MOST} look-ups and 20 seconds for all of them. What is not known by then
 * is {@code temperror}, and mail is not refused for good for that.
 */
public final class MailAuthentication implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int AT_ONCE = 32;

    private volatile AuthenticationSettings settings;
    private final Resolver resolver;
    private final LocalAddresses addresses;
    private final Optional<KeyRing> keys;
    private final Optional<DmarcReports> reports;
    private final Surroundings surroundings;
    private final MessageLog log;
    private final Path directory;
    private final Random random = new Random();
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, 4 * AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "mail-authentication");
                thread.setDaemon(true);
                return thread;
            });

    private MailAuthentication(
            AuthenticationSettings settings,
            Resolver resolver,
            LocalAddresses addresses,
            Optional<KeyRing> keys,
            Optional<DmarcReports> reports,
            Surroundings surroundings,
            MessageLog log,
            Path directory) {
        this.settings = settings;
        this.resolver = resolver;
        this.addresses = addresses;
        this.keys = keys;
        this.reports = reports;
        this.surroundings = surroundings;
        this.log = log;
        this.directory = directory;
    }

    /**
     * With the keys of a data directory, made when they are first needed.
     *
     * @throws IOException if there are some that cannot be read
     */
    public static MailAuthentication of(
            AuthenticationSettings settings,
            Path data,
            Resolver resolver,
            LocalAddresses addresses,
            Surroundings surroundings,
            MessageLog log)
            throws IOException {
        Optional<KeyRing> keys =
                settings.signing() ? Optional.of(KeyRing.in(data, settings.selector())) : Optional.empty();
        Optional<DmarcReports> reports = settings.reports()
                ? Optional.of(DmarcReports.in(
                        data.resolve("dmarc-reports"), resolver, surroundings.time(), Reporting.contact(addresses)))
                : Optional.empty();
        return new MailAuthentication(
                settings, resolver, addresses, keys, reports, surroundings, log, data.resolve("examined"));
    }

    /**
     * What must stand in the DNS for one of our domains so that others can verify what it signs.
     *
     * @throws IOException if the keys cannot be made or read
     */
    public static List<SigningKeys.TextRecord> keyRecords(Configuration configuration, Domain domain)
            throws IOException {
        return SigningKeys.in(
                        configuration.data(), configuration.authentication().selector())
                .records(ascii(domain));
    }

    /**
     * The way of a message from another host; one of a user who logged in there is signed. What programs on this
     * machine send is from nowhere that a domain could name.
     */
    public Consignment incoming(Envelope envelope, Delivery delivery) throws StoreException {
        if (envelope.origin().login().isPresent()) {
            return submitted(envelope, delivery);
        }
        boolean skipped = settings.policy() == Policy.OFF
                || !settings.loopback() && envelope.origin().peer().remote().loopback();
        return skipped
                ? delivery.open(envelope)
                : new HeldConsignment(envelope, delivery, new Examination(this, envelope), directory);
    }

    /** The way of a message of a user of ours: signed if somebody elsewhere gets it, who could want to know. */
    public Consignment submitted(Envelope envelope, Delivery delivery) throws StoreException {
        boolean leaves = envelope.recipients().stream()
                .flatMap(recipient -> recipient.path().address().stream())
                .anyMatch(address -> !serves(ascii(address.host())));
        Optional<SigningKeys> ours =
                leaves && keys.isPresent() ? Optional.of(keys.get().keys()) : Optional.empty();
        return new HeldConsignment(envelope, delivery, new Signer(this, ours), directory);
    }

    /** What is noted for the owners of domains; empty if nothing is. */
    public Optional<DmarcReports> reports() {
        return reports;
    }

    /** Goes on by other settings; the keys stay. */
    public void follow(AuthenticationSettings next) {
        settings = next;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    AuthenticationSettings settings() {
        return settings;
    }

    String host() {
        return surroundings.hostName();
    }

    InstantSource time() {
        return surroundings.time();
    }

    int dice() {
        return random.nextInt(100);
    }

    /** Whether mail of a domain, in lower case and with A-labels, is taken here. */
    boolean serves(String domain) {
        return addresses.domains().stream().map(MailAuthentication::ascii).anyMatch(domain::equals);
    }

    void note(QueueId id, String event) {
        log.note(surroundings.time().instant(), id, event);
    }

    /**
     * Runs an examination with what DNS it may have; not at all if too many others have theirs: then the sender has to
     * come again, because a flood of slow messages must neither let a forged one through nor stand in the way of those
     * who read mail.
     */
    Optional<Findings> bounded(Function<Resolver, Findings> examination) {
        if (!turns.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(examination.apply(new BoundedResolver(resolver, threads, LONGEST.toNanos())));
        } finally {
            turns.release();
        }
    }

    private static String ascii(Host host) {
        try {
            return IDN.toASCII(host.toString(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException literal) {
            return host.toString();
        }
    }
}
