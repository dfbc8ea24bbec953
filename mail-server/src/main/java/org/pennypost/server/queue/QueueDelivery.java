package org.pennypost.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.Promise;
import org.pennypost.core.delivery.Promising;
import org.pennypost.core.delivery.QueueStart;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;

/**
 * Takes mail for local users into the store, and mail for others into the queue: what users of ours send, and what our
 * own addresses forward, or what is routed to another server although its domain is one of ours. Nobody else's mail goes
 * elsewhere, so that this is no open relay. Thread-safe.
 */
public final class QueueDelivery implements Delivery, Directory, Promising, QueueStart {
    // Deviates from RFC 4865 §6: what is held counts for no quota, because the queue has none; rates bound what a user
    // sends.
    /** RFC 4865 §4.2: how long a message may be held. */
    private static final Duration LONGEST_HOLD = Duration.ofDays(30);
    /** RFC 2852 §2: in less time nothing can be promised. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** RFC 6710 §9.2: the policy that is assumed where none is named. */
    private static final String PRIORITIES = "MIXER";

    private final StoreDelivery store;
    private final org.pennypost.server.queue.Queue queue;
    private final QueueStarter starter;

    QueueDelivery(StoreDelivery store, org.pennypost.server.queue.Queue queue, QueueStarter starter) {
        this.store = store;
        this.queue = queue;
        this.starter = starter;
    }

    @Override
    public Set<Promise> promises() {
        Set<Promise> promises = new HashSet<>(store.promises());
        promises.add(new Promise.Dsn());
        promises.add(new Promise.FutureRelease(LONGEST_HOLD));
        promises.add(new Promise.DeliverBy(SHORTEST));
        promises.add(new Promise.MtPriority(PRIORITIES));
        return promises;
    }

    @Override
    public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
        boolean elsewhere = queue.places().foreign(recipient).isPresent();
        if (elsewhere && soFar.origin().login().isEmpty()) {
            return new Verdict.Refused(Verdict.Refusal.RELAY_DENIED);
        }
        boolean leaves = elsewhere || !queue.places().forwarded(recipient).isEmpty();
        return leaves ? Verdict.ACCEPTED : store.judge(recipient, soFar);
    }

    @Override
    public Consignment open(Envelope envelope) throws StoreException {
        Instant release = release(envelope);
        boolean held = release.isAfter(envelope.origin().received());
        List<Part> parts = new ArrayList<>();
        for (Envelope.Recipient recipient : envelope.recipients()) {
            boolean waits = held || queue.places().leaves(recipient) || wantsToKnow(recipient);
            parts.add(waits ? Part.waiting(recipient) : now(recipient));
        }
        return QueueConsignment.open(store, queue, envelope, parts, release);
    }

    /** What is delivered from the queue: our own addresses are resolved now, whatever else was asked for. */
    Consignment openFromQueue(Envelope envelope) throws StoreException {
        List<Part> parts = new ArrayList<>();
        for (Envelope.Recipient recipient : envelope.recipients()) {
            parts.add(now(recipient));
        }
        return QueueConsignment.open(
                store, queue, envelope, parts, envelope.origin().received());
    }

    @Override
    public Outcome start(Request request, Origin origin) {
        return starter.start(request, origin);
    }

    @Override
    public boolean serves(Host domain) {
        return store.serves(domain);
    }

    @Override
    public List<MailAddress> verify(String name) throws StoreException {
        return store.verify(name);
    }

    @Override
    public List<MailAddress> expand(String name) throws StoreException {
        return store.expand(name);
    }

    private Part now(Envelope.Recipient recipient) throws StoreException {
        List<Envelope.Recipient> forwarded = queue.places().forwarded(recipient);
        return new Part(queue.places().stays(recipient) ? Optional.of(recipient) : Optional.empty(), forwarded);
    }

    /** RFC 4865 §4.2: not before this time. */
    private static Instant release(Envelope envelope) {
        Instant received = envelope.origin().received();
        return envelope.options()
                .request(MailRequest.HoldUntil.class)
                .map(MailRequest.HoldUntil::time)
                .or(() -> envelope.options()
                        .request(MailRequest.HoldFor.class)
                        .map(hold -> received.plusSeconds(hold.seconds())))
                .orElse(received);
    }

    /** RFC 3461 §4.1: the queue tells of success, because it is durable whom it has told. */
    private static boolean wantsToKnow(Envelope.Recipient recipient) {
        return recipient
                .request(RecipientRequest.Notify.class)
                .map(notify -> notify.events().contains(RecipientRequest.Notify.Event.SUCCESS))
                .orElse(false);
    }

    /**
     * What one recipient means.
     *
     * @param stored the same, if a mailbox here gets it at once
     * @param queued who has to wait for it
     */
    record Part(Optional<Envelope.Recipient> stored, List<Envelope.Recipient> queued) {
        Part {
            queued = List.copyOf(queued);
        }

        static Part waiting(Envelope.Recipient recipient) {
            return new Part(Optional.empty(), List.of(recipient));
        }
    }
}
