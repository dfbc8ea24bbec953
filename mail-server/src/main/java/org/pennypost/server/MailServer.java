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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.accounts.FileAuthenticator;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.aliases.ServedAddresses;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Role;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.server.journal.MessageJournal;
import org.pennypost.server.queue.MailQueue;
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
 * <p>Thread-safe.
 */
public final class MailServer {
    private static final System.Logger LOG = System.getLogger(MailServer.class.getName());

    private final Identity identity;
    private final MailStore store;
    private final MessageJournal journal;
    private final Evidence evidence;
    private final Optional<MailQueue> queue;
    private final Drive drive;
    private final List<Listening> listening;

    private MailServer(
            Identity identity,
            MailStore store,
            MessageJournal journal,
            Evidence evidence,
            Optional<MailQueue> queue,
            Drive drive,
            List<Listening> listening) {
        this.identity = identity;
        this.store = store;
        this.journal = journal;
        this.evidence = evidence;
        this.queue = queue;
        this.drive = drive;
        this.listening = List.copyOf(listening);
    }

    /**
     * Opens the store and the ports.
     *
     * @throws StartFailure if anything is in the way; then nothing is left open
     */
    public static MailServer start(Configuration configuration) throws StartFailure {
        SecureRandom random = new SecureRandom();
        UsersFile users = UsersFile.in(configuration.data(), random::nextBytes);
        makeDirectory(users);
        Identity identity = Identity.of(configuration);
        FileAuthenticator authenticator = FileAuthenticator.over(
                users,
                configuration.domains().stream()
                        .map(domain -> domain.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                configuration.tls().clientAuthorities().isPresent(),
                random::nextBytes);
        ServedAddresses addresses = addresses(configuration, authenticator, users);
        Surroundings surroundings =
                new Surroundings(configuration.host().toString(), InstantSource.system(), random::nextBytes);
        MessageJournal journal = journal(configuration);
        MailStore store = Stores.open(configuration);
        Evidence evidence = evidence(configuration, surroundings, store, journal);
        StoreDelivery inside = StoreDelivery.into(store, addresses)
                .noting(journal, surroundings.time())
                .evidence(evidence.sink(), surroundings.time());
        Drive drive = Drive.start(configuration.limits(), identity::layer);
        Optional<MailQueue> queue = Optional.empty();
        try {
            queue = queue(configuration, inside, addresses, surroundings, journal, evidence);
            Delivery delivery = queue.<Delivery>map(MailQueue::delivery).orElse(inside);
            Map<Role, Protocol> protocols = Protocols.of(
                    configuration,
                    store,
                    delivery,
                    authenticator,
                    addresses,
                    new Protocols.Records(journal, evidence.sink()),
                    surroundings);
            MailServer server = new MailServer(
                    identity, store, journal, evidence, queue, drive, listen(configuration, drive, protocols));
            identity.watch();
            return server;
        } catch (StartFailure failure) {
            drive.stop(Duration.ZERO);
            queue.ifPresent(MailQueue::close);
            evidence.close();
            close(store);
            journal.close();
            throw failure;
        }
    }

    /** The open ports, in the order of the roles. */
    public List<Listening> listening() {
        return listening;
    }

    /** The first port of a role; empty if it is not served. */
    public Optional<InetSocketAddress> address(Role role) {
        return listening.stream()
                .filter(port -> port.role() == role)
                .map(Listening::address)
                .findFirst();
    }

    /** The file of the private CA that clients must trust; empty if the certificate is somebody else's. */
    public Optional<Path> authority() {
        return identity.authority();
    }

    /**
     * Reads certificates and keys again, as the server also does by itself soon after their files have changed.
     * Connections that exist go on with what they have.
     *
     * @return what is new, a line each
     * @throws TlsException if the files cannot be used; what was in service stays
     */
    public List<String> reloadCertificates() throws TlsException {
        return identity.reload();
    }

    /**
     * Closes the ports, finishes the replies in flight, and closes the store.
     *
     * @param patience how long the replies may take
     * @return whether all conversations came to an end by themselves
     */
    public boolean stop(Duration patience) {
        identity.close();
        boolean orderly = drive.stop(patience);
        queue.ifPresent(MailQueue::close);
        evidence.close();
        close(store);
        journal.close();
        return orderly;
    }

    private static Optional<MailQueue> queue(
            Configuration configuration,
            StoreDelivery inside,
            ServedAddresses addresses,
            Surroundings surroundings,
            MessageJournal journal,
            Evidence evidence)
            throws StartFailure {
        if (!configuration.sending().enabled()) {
            return Optional.empty();
        }
        Path directory = configuration.data().resolve("queue");
        try {
            return Optional.of(MailQueue.start(
                            directory,
                            configuration.sending(),
                            inside,
                            addresses,
                            surroundings,
                            journal,
                            evidence.sink())
                    .orElseThrow(() -> new StartFailure(
                            ExitStatus.UNAVAILABLE,
                            directory + " is used by another server; stop that one, or name another with --data",
                            null)));
        } catch (IOException e) {
            throw new StartFailure(ExitStatus.INPUT_OUTPUT, directory + " cannot be used: " + e, e);
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

    private static ServedAddresses addresses(
            Configuration configuration, FileAuthenticator authenticator, UsersFile users) throws StartFailure {
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

    private static Evidence evidence(
            Configuration configuration, Surroundings surroundings, MailStore store, MessageJournal journal)
            throws StartFailure {
        try {
            return Evidence.open(configuration, surroundings.time());
        } catch (StartFailure failure) {
            close(store);
            journal.close();
            throw failure;
        }
    }

    private static List<Listening> listen(Configuration configuration, Drive drive, Map<Role, Protocol> protocols)
            throws StartFailure {
        List<Listening> open = new ArrayList<>();
        for (Role role : Role.values()) {
            Integer port = configuration.ports().get(role);
            if (port != null) {
                for (InetSocketAddress address : addresses(configuration, role, port)) {
                    open.add(new Listening(role, listen(drive, protocols.get(role), role, address)));
                }
            }
        }
        return open;
    }

    /** POP2 and LMTP in clear have addresses of their own: what is good for the other ports is too much for them. */
    private static List<InetSocketAddress> addresses(Configuration configuration, Role role, int port)
            throws StartFailure {
        List<String> where = switch (role) {
            case POP2 -> configuration.pop().pop2Addresses();
            case LMTP -> configuration.rules().lmtpAddresses();
            default -> configuration.addresses();
        };
        try {
            return Addresses.of(where, port);
        } catch (IOException e) {
            throw new StartFailure(
                    ExitStatus.CONFIGURATION,
                    "[listen] names an address for " + role.key() + " that is none: " + e.getMessage(),
                    e);
        }
    }

    private static InetSocketAddress listen(Drive drive, Protocol protocol, Role role, InetSocketAddress address)
            throws StartFailure {
        try {
            return drive.listen(address, protocol, role.implicitTls()).address();
        } catch (IOException e) {
            throw BindFailure.explained(role, address, e);
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
