package org.pennypost.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.accounts.FileAuthenticator;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.aliases.ServedAddresses;
import org.pennypost.server.authentication.MailAuthentication;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Role;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.guard.LoginGuard;
import org.pennypost.server.journal.MessageJournal;
import org.pennypost.server.observe.CountedLog;
import org.pennypost.server.observe.Tally;
import org.pennypost.server.queue.MailQueue;
import org.pennypost.smtp.SenderPolicy;
import org.pennypost.tls.TlsException;

/**
 * A running mail server: the ports of a configuration over one store.
 *
 * <pre>{@code
 * MailServer server = MailServer.start(Configuration.initial().withData(Path.of("mail")));
 * ...
 * server.stop(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>Within another program {@link #builder} is the shorter way.
 *
 * <p>Thread-safe.
 */
public final class MailServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MailServer.class.getName());

    private static final int PATIENCE_SECONDS = 10;

    private final Running running;
    private final Ports ports;
    private final Observation observation;
    private volatile Configuration configuration;
    private volatile ScratchData scratch = ScratchData.none();

    private MailServer(Running running, Ports ports, Observation observation, Configuration configuration) {
        this.running = running;
        this.ports = ports;
        this.observation = observation;
        this.configuration = configuration;
    }

    /**
     * The parts of a server that live as long as it does.
     *
     * @param store if it is ours to close
     */
    record Running(
            Identity identity,
            Optional<MailStore> store,
            MessageJournal journal,
            MailAuthentication authentication,
            Optional<MailQueue> queue,
            FileAuthenticator authenticator,
            ServedAddresses addresses,
            LoginGuard guard,
            Protocols protocols,
            Drive drive) {}

    /**
     * Opens the store and the ports.
     *
     * @throws StartFailure if anything is in the way; then nothing is left open
     */
    public static MailServer start(Configuration configuration) throws StartFailure {
        return start(configuration, Parts.NONE);
    }

    /** Begins a server within another program, on free ports, with mail in memory unless something else is said. */
    public static MailServerBuilder builder() {
        return new MailServerBuilder();
    }

    static MailServer start(Configuration configuration, Parts parts) throws StartFailure {
        SecureRandom random = new SecureRandom();
        InstantSource time = InstantSource.system();
        UsersFile users = UsersFile.in(configuration.data(), random::nextBytes);
        makeDirectory(users);
        Identity identity = Identity.of(configuration);
        FileAuthenticator file = FileAuthenticator.over(
                users,
                domains(configuration),
                configuration.tls().clientAuthorities().isPresent(),
                random::nextBytes);
        Authenticator authenticator = parts.authenticator().orElse(file);
        ServedAddresses addresses = addresses(configuration, authenticator, users);
        Surroundings surroundings = new Surroundings(configuration.host().toString(), time, random::nextBytes);
        Tally tally = new Tally(time);
        LoginGuard.Entry entry = parts.authenticator().isPresent() ? (user, protocol) -> true : file;
        LoginGuard guard = new LoginGuard(configuration.login().rules(), time, entry, tally);
        MessageJournal journal = journal(configuration);
        MessageLog log = new CountedLog(journal, tally);
        MailStore store = parts.store().isPresent() ? parts.store().get() : Stores.open(configuration);
        MailAuthentication authentication = authentication(configuration, addresses, surroundings, log);
        StoreDelivery inside = StoreDelivery.into(store, addresses).noting(log, surroundings.time());
        Drive drive = Drive.start(configuration.limits(), identity::layer, tally);
        Optional<MailQueue> queue = Optional.empty();
        try {
            if (parts.delivery().isEmpty()) {
                queue = queue(configuration, inside, addresses, surroundings, log);
            }
            Delivery delivery = parts.delivery()
                    .orElse(queue.<Delivery>map(MailQueue::delivery).orElse(inside));
            SenderPolicy senders = parts.senders().orElse(addresses);
            Protocols protocols = Protocols.over(
                            configuration,
                            store,
                            delivery,
                            authenticator,
                            senders,
                            log,
                            authentication,
                            guard,
                            surroundings)
                    .within(parts.around());
            Ports ports = new Ports(drive);
            ports.follow(configuration, protocols.by(configuration));
            Running running = new Running(
                    identity,
                    kept(store, parts),
                    journal,
                    authentication,
                    queue,
                    file,
                    addresses,
                    guard,
                    protocols,
                    drive);
            Observation observation = Observation.of(configuration, running, ports, tally);
            identity.watch();
            return new MailServer(running, ports, observation, configuration);
        } catch (StartFailure failure) {
            drive.stop(Duration.ZERO);
            queue.ifPresent(MailQueue::close);
            kept(store, parts).ifPresent(MailServer::close);
            authentication.close();
            journal.close();
            throw failure;
        }
    }

    /** The open ports, in the order of the roles. */
    public List<Listening> listening() {
        return ports.listening();
    }

    /** The first port of a role; empty if it is not served. */
    public Optional<InetSocketAddress> address(Role role) {
        return listening().stream()
                .filter(port -> port.role() == role)
                .map(Listening::address)
                .findFirst();
    }

    /** Where the status page is; empty if there is none. */
    public Optional<InetSocketAddress> statusAddress() {
        return observation.address();
    }

    /** The file of the private CA that clients must trust; empty if the certificate is somebody else's. */
    public Optional<Path> authority() {
        return running.identity().authority();
    }

    /**
     * Reads certificates and keys again, as the server also does by itself soon after their files have changed.
     * Connections that exist go on with what they have.
     *
     * @return what is new, a line each
     * @throws TlsException if the files cannot be used; what was in service stays
     */
    public List<String> reloadCertificates() throws TlsException {
        return running.identity().reload();
    }

    /**
     * Goes on by another configuration: ports, policy, aliases, limits and certificates; accounts are always read when
     * they have changed. Connections that exist go on as they are, new ones find what is new.
     *
     * @return what has changed and what will only after a restart, a line each
     * @throws StartFailure if a port cannot be had or the alias file is wrong; then all is as before
     * @throws TlsException if the certificates cannot be used; those in service stay
     */
    public synchronized List<String> reload(Configuration next) throws StartFailure, TlsException {
        List<String> lines =
                new ArrayList<>(ports.follow(next, running.protocols().by(next)));
        try {
            running.addresses().follow(next);
        } catch (ConfigurationException e) {
            ports.follow(configuration, running.protocols().by(configuration));
            throw new StartFailure(ExitStatus.CONFIGURATION, e.getMessage(), e);
        }
        running.authenticator().follow(domains(next));
        running.guard().follow(next.login().rules());
        running.authentication().follow(next.authentication());
        running.drive().follow(next.limits());
        lines.addAll(Restart.needed(configuration, next));
        configuration = next;
        lines.addAll(running.identity().reload());
        return lines;
    }

    /**
     * Closes the ports, finishes the replies in flight, and closes the store.
     *
     * @param patience how long the replies may take
     * @return whether all conversations came to an end by themselves
     */
    public boolean stop(Duration patience) {
        observation.stopping();
        running.identity().close();
        boolean orderly = running.drive().stop(patience);
        running.queue().ifPresent(MailQueue::close);
        running.store().ifPresent(MailServer::close);
        running.authentication().close();
        running.journal().close();
        observation.close();
        scratch.close();
        return orderly;
    }

    /** Stops within {@value #PATIENCE_SECONDS} seconds. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** A directory that goes with the server. */
    MailServer thenRemoving(ScratchData directory) {
        scratch = directory;
        return this;
    }

    /** The store if it is ours to close. */
    private static Optional<MailStore> kept(MailStore store, Parts parts) {
        return parts.store().isPresent() ? Optional.empty() : Optional.of(store);
    }

    private static Set<String> domains(Configuration configuration) {
        return configuration.domains().stream()
                .map(domain -> domain.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Optional<MailQueue> queue(
            Configuration configuration,
            StoreDelivery inside,
            ServedAddresses addresses,
            Surroundings surroundings,
            MessageLog log)
            throws StartFailure {
        if (!configuration.sending().enabled()) {
            return Optional.empty();
        }
        Path directory = configuration.data().resolve("queue");
        try {
            return Optional.of(MailQueue.start(directory, configuration.sending(), inside, addresses, surroundings, log)
                    .orElseThrow(() -> new StartFailure(
                            ExitStatus.UNAVAILABLE,
                            directory + " is used by another server; stop that one, or name another with --data",
                            null)));
        } catch (IOException e) {
            throw new StartFailure(ExitStatus.INPUT_OUTPUT, directory + " cannot be used: " + e, e);
        }
    }

    private static MailAuthentication authentication(
            Configuration configuration, ServedAddresses addresses, Surroundings surroundings, MessageLog log)
            throws StartFailure {
        try {
            return MailAuthentication.of(
                    configuration.authentication(),
                    configuration.data(),
                    DnsResolver.of(configuration.sending().relay().nameServer()),
                    addresses,
                    surroundings,
                    log);
        } catch (IOException e) {
            throw new StartFailure(
                    ExitStatus.INPUT_OUTPUT, "the keys that sign mail cannot be used: " + e.getMessage(), e);
        }
    }

    private static void makeDirectory(UsersFile users) throws StartFailure {
        try {
            users.makeDirectory();
        } catch (IOException e) {
            throw new StartFailure(
                    ExitStatus.INPUT_OUTPUT,
                    "the data directory cannot be made: " + e + "; name another with --data",
                    e);
        }
    }

    private static ServedAddresses addresses(Configuration configuration, Authenticator authenticator, UsersFile users)
            throws StartFailure {
        try {
            return ServedAddresses.of(configuration, authenticator, users);
        } catch (ConfigurationException e) {
            throw new StartFailure(ExitStatus.CONFIGURATION, e.getMessage(), e);
        }
    }

    private static MessageJournal journal(Configuration configuration) throws StartFailure {
        try {
            return MessageJournal.in(configuration.data());
        } catch (IOException e) {
            throw new StartFailure(ExitStatus.INPUT_OUTPUT, "the journal cannot be written: " + e, e);
        }
    }

    private static void close(MailStore store) {
        try {
            store.close();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "the store did not close well", e);
        }
    }
}
