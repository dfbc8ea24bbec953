package org.pennypost.server.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.server.config.SendingRules;
import org.pennypost.server.relay.Relay;

/** The queue of a server, from its directory to the relay. Thread-safe. */
public final class MailQueue implements AutoCloseable {
    /** How long a server may take to say whether it has a message, when we stop: then it comes twice, perhaps. */
    private static final Duration LAST_REPLY = Duration.ofSeconds(5);

    private final Queue queue;
    private final QueueDelivery delivery;
    private final QueueStarter starter;
    private final QueueRunner runner;
    private final Relay relay;

    private MailQueue(Queue queue, QueueDelivery delivery, QueueStarter starter, QueueRunner runner, Relay relay) {
        this.starter = starter;
        this.queue = queue;
        this.delivery = delivery;
        this.runner = runner;
        this.relay = relay;
    }

    /**
     * Opens the queue and goes on with what is in it.
     *
     * @param directory of the queue, made if it is not there
     * @param store where mail for our own users goes
     * @return empty if another process has it
     */
    public static Optional<MailQueue> start(
            Path directory,
            SendingRules rules,
            StoreDelivery store,
            LocalAddresses addresses,
            Surroundings surroundings,
            MessageLog log,
            EvidenceSink evidence)
            throws IOException {
        Optional<Spool> spool = Spool.open(directory, rules.messages());
        if (spool.isEmpty()) {
            return Optional.empty();
        }
        Random random = new Random();
        QueuePolicy policy = QueuePolicy.of(rules);
        Schedule schedule = new Schedule(policy, random);
        Queue queue = new Queue(spool.get(), new Places(addresses), schedule, policy, surroundings, log, evidence);
        QueueStarter starter = new QueueStarter(queue);
        QueueDelivery delivery = new QueueDelivery(store, queue, starter);
        MailAddress postmaster = postmaster(addresses);
        Relay relay = Relay.open(
                directory,
                rules.relay(),
                surroundings,
                postmaster.toString(),
                name -> isOurs(name, surroundings.hostName(), addresses));
        Settling settling = new Settling(queue, new Reporter(queue, postmaster), random);
        QueueRunner runner = new QueueRunner(
                queue,
                settling,
                new LocalCarrier(delivery, queue),
                relay::send,
                new Requests(directory),
                rules.connections());
        spool.get().recover(queue::start);
        runner.start();
        return Optional.of(new MailQueue(queue, delivery, starter, runner, relay));
    }

    /** Where received mail goes. */
    public QueueDelivery delivery() {
        return delivery;
    }

    /** How many messages wait. */
    public int size() {
        return queue.spool().count();
    }

    /** Stops sending; everything waits. */
    @Override
    public void close() {
        starter.close();
        queue.stop();
        try {
            relay.finish(LAST_REPLY);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        relay.close();
        runner.close();
        try {
            queue.spool().close();
        } catch (IOException e) {
            System.getLogger(MailQueue.class.getName())
                    .log(System.Logger.Level.WARNING, "the queue did not close well", e);
        }
    }

    private static boolean isOurs(String name, String hostName, LocalAddresses addresses) {
        return name.equalsIgnoreCase(hostName)
                || addresses.domains().stream().map(Host::toString).anyMatch(name::equalsIgnoreCase);
    }

    private static MailAddress postmaster(LocalAddresses addresses) {
        String domain = addresses.domains().get(0).toString().toLowerCase(Locale.ROOT);
        return MailAddress.parse("postmaster@" + domain, Repertoire.UTF8);
    }
}
