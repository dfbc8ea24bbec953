package org.pennypost.smtp.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.Promise;
import org.pennypost.core.delivery.Promising;
import org.pennypost.core.delivery.QueueStart;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.mailbox.StoreException;

/** A queue in memory that takes mail for everybody, keeps it, and promises all that there is. Thread-safe. */
public final class MemoryQueue implements Delivery, Promising, QueueStart {
    private final List<Envelope> envelopes = new ArrayList<>();
    private final Delivery whole = WholeMessageDelivery.to((envelope, message) -> keep(envelope));

    @Override
    public Set<Promise> promises() {
        return Set.of(
                new Promise.BinaryMime(),
                new Promise.Dsn(),
                new Promise.DeliverBy(Duration.ofMinutes(2)),
                new Promise.FutureRelease(Duration.ofDays(7)),
                new Promise.MtPriority("MIXER"),
                new Promise.RequireTls(),
                new Promise.ValidSince());
    }

    @Override
    public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
        return whole.judge(recipient, soFar);
    }

    @Override
    public Consignment open(Envelope envelope) throws StoreException {
        return whole.open(envelope);
    }

    /** What waits, oldest first. */
    public synchronized List<Envelope> envelopes() {
        return List.copyOf(envelopes);
    }

    /** Nobody may ask for queues, and everybody for nodes who is near or a user. */
    @Override
    public Outcome start(Request request, Origin origin) {
        boolean trusted = origin.login().isPresent() || origin.peer().remote().loopback();
        if (!trusted || !(request instanceof Node node)) {
            return new NotAllowed();
        }
        int waiting = (int) envelopes().stream()
                .flatMap(envelope -> envelope.recipients().stream())
                .flatMap(recipient -> recipient.path().address().stream())
                .filter(address -> isFor(node, address))
                .count();
        return waiting == 0 ? new Nothing() : new Pending(waiting);
    }

    private static boolean isFor(Node node, MailAddress address) {
        String host = address.host().toString();
        return address.host().equals(node.name()) || node.subdomains() && host.endsWith("." + node.name());
    }

    private synchronized void keep(Envelope envelope) {
        envelopes.add(envelope);
    }
}
