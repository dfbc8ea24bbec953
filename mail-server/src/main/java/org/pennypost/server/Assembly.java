package org.pennypost.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.aliases.ServedAddresses;
import org.pennypost.server.authentication.MailAuthentication;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Trouble;
import org.pennypost.server.dns.DnsResolver;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.server.filter.MailFilters;
import org.pennypost.server.guard.LoginGuard;
import org.pennypost.server.journal.MessageJournal;
import org.pennypost.server.observe.CountedLog;
import org.pennypost.server.observe.Tally;
import org.pennypost.server.queue.MailQueue;
import org.pennypost.server.reporting.ReportKind;
import org.pennypost.server.reporting.Reporting;
import org.pennypost.server.web.WebServer;
import org.pennypost.smtp.AddressBlocks;

/**
 * Puts a server together from what its configuration says and what a program brings along. What was opened before
 * something stood in the way is closed again, the last first. Used once.
 */
final class Assembly {
    private final Configuration configuration;
    private final Parts parts;
    private final SecureRandom random = new SecureRandom();
    private final Surroundings surroundings;
    private final Uptime uptime = Uptime.system();
    private final Tally tally;
    private final Deque<Runnable> opened = new ArrayDeque<>();

    private Assembly(Configuration configuration, Parts parts) {
        this.configuration = configuration;
        this.parts = parts;
        InstantSource time = InstantSource.system();
        this.surroundings = new Surroundings(configuration.host().toString(), time, random::nextBytes);
        this.tally = new Tally(time);
    }

    /**
     * A server whose ports are open.
     *
     * @throws StartFailure if anything is in the way; then nothing is left open
     */
    static MailServer of(Configuration configuration, Parts parts) throws StartFailure {
        Assembly assembly = new Assembly(configuration, parts);
        try {
            return assembly.server();
        } catch (StartFailure | RuntimeException failure) {
            assembly.opened.forEach(Runnable::run);
            throw failure;
        }
    }

    private MailServer server() throws StartFailure {
        UsersFile users = users();
        Meanwhile<Identity> shown = Meanwhile.begun(() -> Identity.of(configuration));
        opened.push(() -> shown.abandoned(Identity::close));
        Accounts accounts = Accounts.of(configuration, parts, users, random::nextBytes);
        ServedAddresses addresses = addresses(accounts, users);
        LoginGuard guard = new LoginGuard(configuration.login().rules(), uptime, accounts.entry(), tally);
        MessageJournal journal = journal();
        MessageLog log = new CountedLog(journal, tally);
        MailStore store = store();
        accounts.bound(store, configuration.data());
        MailAuthentication authentication = authentication(addresses, log);
        Evidence evidence = opened(Evidence.open(configuration, surroundings.time(), uptime), Evidence::close);
        MailFilters filters = opened(filters(log, evidence), MailFilters::close);
        StoreDelivery inside = StoreDelivery.into(store, addresses)
                .noting(log, surroundings.time())
                .evidence(evidence.sink(), surroundings.time());
        Optional<MailQueue> queue = queue(inside, addresses, authentication, log, evidence);
        Optional<Reporting> reporting = reporting(queue, addresses, authentication);
        Delivery delivery = delivery(inside, queue);
        evidence.mailBy(delivery, surroundings);
        Protocols protocols = Protocols.over(
                        configuration,
                        store,
                        delivery,
                        accounts.authenticator(),
                        parts.senders().orElse(addresses),
                        new Protocols.Records(log, evidence.sink()),
                        new Protocols.Passages(
                                filters.incoming(authentication::incoming),
                                filters.submitted(authentication::submitted)),
                        guard,
                        surroundings)
                .within(parts.around());
        Identity identity = shown.get();
        Drive drive = Drive.start(configuration.limits(), identity::layer, tally);
        opened.push(() -> drive.stop(Duration.ZERO));
        drive.trust(AddressBlocks.of(configuration.proxies())::contains);
        Optional<MailStore> own = parts.store().isPresent() ? Optional.empty() : Optional.of(store);
        return open(new Running(
                identity,
                own,
                journal,
                authentication,
                filters,
                evidence,
                queue,
                reporting,
                accounts,
                addresses,
                guard,
                protocols,
                drive));
    }

    private MailServer open(Running running) throws StartFailure {
        Ports ports = new Ports(running.drive(), running.identity());
        running.protocols()
                .telling(next ->
                        WebServer.telling(() -> running.identity().facts(next, ports.numbers()), surroundings.time()));
        ports.follow(configuration, running.protocols().by(configuration));
        Observation observation = Observation.of(configuration, running, ports, tally);
        running.identity().watch();
        return new MailServer(running, ports, observation, configuration);
    }

    private <T> T opened(T part, Consumer<T> close) {
        opened.push(() -> close.accept(part));
        return part;
    }

    private UsersFile users() throws StartFailure {
        UsersFile users = UsersFile.in(configuration.data(), random::nextBytes);
        try {
            users.makeDirectory();
            return users;
        } catch (IOException e) {
            throw files("the data directory cannot be made: " + Trouble.told(e) + "; name another with --data", e);
        }
    }

    private ServedAddresses addresses(Accounts accounts, UsersFile users) throws StartFailure {
        try {
            return ServedAddresses.of(configuration, accounts.authenticator(), users);
        } catch (ConfigurationException e) {
            throw new StartFailure(ExitStatus.CONFIGURATION, e.getMessage(), e);
        }
    }

    private MessageJournal journal() throws StartFailure {
        try {
            return opened(MessageJournal.in(configuration.data()), MessageJournal::close);
        } catch (IOException e) {
            throw files("the journal cannot be written: " + Trouble.told(e), e);
        }
    }

    private MailStore store() throws StartFailure {
        return parts.store().isPresent() ? parts.store().get() : opened(Stores.open(configuration), Running::close);
    }

    private MailAuthentication authentication(ServedAddresses addresses, MessageLog log) throws StartFailure {
        try {
            return opened(
                    MailAuthentication.of(
                            configuration.authentication(),
                            configuration.data(),
                            DnsResolver.of(configuration.sending().relay().nameServer()),
                            addresses,
                            surroundings,
                            log),
                    MailAuthentication::close);
        } catch (IOException e) {
            throw files("the keys that sign mail cannot be used: " + e.getMessage(), e);
        }
    }

    private MailFilters filters(MessageLog log, Evidence evidence) {
        return new MailFilters(
                configuration.filters(),
                configuration.data(),
                DnsResolver.brief(configuration.sending().relay().nameServer()),
                surroundings,
                log,
                evidence.sink(),
                tally);
    }

    /** None if the program takes what arrives, or if nothing is sent. */
    private Optional<MailQueue> queue(
            StoreDelivery inside,
            ServedAddresses addresses,
            MailAuthentication authentication,
            MessageLog log,
            Evidence evidence)
            throws StartFailure {
        if (parts.delivery().isPresent() || !configuration.sending().enabled()) {
            return Optional.empty();
        }
        Path directory = configuration.data().resolve("queue");
        try {
            MailQueue queue = MailQueue.start(
                            directory,
                            configuration.sending(),
                            inside,
                            addresses,
                            addresses,
                            authentication::submitted,
                            surroundings,
                            log,
                            evidence.sink())
                    .orElseThrow(() -> new StartFailure(
                            ExitStatus.UNAVAILABLE,
                            directory + " is used by another server; stop that one, or name another with --data",
                            null));
            return Optional.of(opened(queue, MailQueue::close));
        } catch (IOException e) {
            throw files(directory + " cannot be used: " + Trouble.told(e), e);
        }
    }

    /** Others believe reports only if they are signed (RFC 8460 §3); and only a real domain can have sent them. */
    private Optional<Reporting> reporting(
            Optional<MailQueue> queue, ServedAddresses addresses, MailAuthentication authentication) {
        List<ReportKind> more =
                authentication.reports().map(List::<ReportKind>of).orElse(List.of());
        boolean known = configuration.authentication().signing()
                && addresses.domains().get(0).toString().contains(".");
        return queue.filter(any -> known).map(one -> opened(one.reporting(more), Reporting::close));
    }

    private Delivery delivery(StoreDelivery inside, Optional<MailQueue> queue) {
        return parts.delivery().orElse(queue.<Delivery>map(MailQueue::delivery).orElse(inside));
    }

    private static StartFailure files(String what, IOException why) {
        return new StartFailure(ExitStatus.INPUT_OUTPUT, what, why);
    }
}
