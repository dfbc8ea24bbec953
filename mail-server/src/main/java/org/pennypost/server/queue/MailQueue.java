package org.pennypost.server.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.SendingRules;
import org.pennypost.server.relay.Relay;
import org.pennypost.server.relay.Routing;
import org.pennypost.server.reporting.ReportKind;
import org.pennypost.server.reporting.ReportUpload;
import org.pennypost.server.reporting.Reporting;
import org.pennypost.smtp.Passage;

/** The queue of a server, from its directory to the relay. Thread-safe. */
public final class MailQueue implements AutoCloseable {
    /** How long a server may take to say whether it has a message, when we stop: then it comes twice, perhaps. */
    private static final Duration LAST_REPLY = Duration.ofSeconds(5);

    private final Queue queue;
    private final QueueDelivery delivery;
    private final QueueStarter starter;
    private final QueueRunner runner;
    private final Relay relay;
    private final OwnMail own;

    private MailQueue(
            Queue queue, QueueDelivery delivery, QueueStarter starter, QueueRunner runner, Relay relay, OwnMail own) {
        this.own = own;
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
     * @param routing whose mail goes to servers that the operator names
     * @param passage of what our users submit, and we ourselves
     * @return empty if another process has it
     */
    public static Optional<MailQueue> start(
            Path directory,
            SendingRules rules,
            StoreDelivery store,
            LocalAddresses addresses,
            Routing routing,
            Passage passage,
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
        Queue queue =
                new Queue(spool.get(), new Places(addresses, routing), schedule, policy, surroundings, log, evidence);
        QueueStarter starter = new QueueStarter(queue);
        QueueDelivery delivery = new QueueDelivery(store, queue, starter);
        MailAddress postmaster = Reporting.contact(addresses);
        Relay relay = Relay.open(
                directory,
                rules.relay(),
                routing,
                surroundings,
                postmaster,
                name -> isOurs(name, surroundings.hostName(), addresses));
        OwnMail own = new OwnMail(queue, passage);
        Unsettled unsettled = new Unsettled(queue);
        Settling settling = new Settling(queue, unsettled, new Reporter(queue, own, postmaster), random);
        QueueRunner runner = new QueueRunner(
                queue,
                unsettled,
                settling,
                new LocalCarrier(delivery, queue),
                relay::send,
                new Requests(directory),
                rules.connections());
        runner.start();
        spool.get().recovery().begin(queue::start);
        return Optional.of(new MailQueue(queue, delivery, starter, runner, relay, own));
    }

    /** Where received mail goes. */
    public QueueDelivery delivery() {
        return delivery;
    }

    /**
     * Begins to send what is noted on others, from day to day.
     *
     * @param more kinds than the queue's own
     */
    public Reporting reporting(List<ReportKind> more) {
        List<ReportKind> kinds = new ArrayList<>(more);
        relay.reports().ifPresent(kinds::add);
        return Reporting.start(
                kinds,
                this::send,
                ReportUpload.of(relay.trust()),
                Reporting.contact(queue.places().addresses()),
                queue.surroundings().time());
    }

    private void send(MailAddress to, byte[] text, boolean tls) throws StoreException {
        QueueId id = queue.newId();
        // RFC 8460 §3: whatever the domain demands of TLS
        MailOptions options = tls ? MailOptions.NONE.with(new MailRequest.TlsNotRequired()) : MailOptions.NONE;
        own.send(
                id,
                options,
                new Envelope.Recipient(new ForwardPath.Recipient(to)),
                letter -> letter.write(ByteBuffer.wrap(text)));
        queue.note(id, "a daily report to " + to);
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
}
