package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;

/**
 * One message of which the store may have one part and the queue another. The queue's part is durable first, but nobody
 * sends it before the store has its part too; and who is to send it again gets nothing that we have sent already.
 */
final class QueueConsignment implements Consignment {
    private final Queue queue;
    private final Envelope envelope;
    private final List<QueueDelivery.Part> parts;
    private final Instant release;
    private final Optional<Consignment> stored;
    private final Optional<SpoolDraft> queued;
    /** The queue's part, which nobody sends yet. */
    private Optional<QueuedMessage> waiting = Optional.empty();

    private QueueConsignment(
            Queue queue,
            Envelope envelope,
            List<QueueDelivery.Part> parts,
            Instant release,
            Optional<Consignment> stored,
            Optional<SpoolDraft> queued) {
        this.queue = queue;
        this.envelope = envelope;
        this.parts = parts;
        this.release = release;
        this.stored = stored;
        this.queued = queued;
    }

    static QueueConsignment open(
            Delivery store, Queue queue, Envelope envelope, List<QueueDelivery.Part> parts, Instant release)
            throws StoreException {
        List<Envelope.Recipient> here =
                parts.stream().flatMap(part -> part.stored().stream()).toList();
        boolean waits = parts.stream().anyMatch(part -> !part.queued().isEmpty());
        Optional<SpoolDraft> queued = waits ? Optional.of(queue.spool().draft()) : Optional.empty();
        try {
            Optional<Consignment> stored =
                    here.isEmpty() ? Optional.empty() : Optional.of(store.open(envelope.to(here)));
            return new QueueConsignment(queue, envelope, parts, release, stored, queued);
        } catch (StoreException | RuntimeException trouble) {
            queued.ifPresent(SpoolDraft::close);
            throw trouble;
        }
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        if (queued.isPresent()) {
            queued.get().write(octets.duplicate());
        }
        if (stored.isPresent()) {
            stored.get().write(octets.duplicate());
        }
        octets.position(octets.limit());
    }

    @Override
    public Custody keep(Settlement settlement) throws StoreException {
        if (queued.isPresent()) {
            waiting = Optional.of(queue.keep(envelope, List.copyOf(recipients(parts)), release, queued.get()));
        }
        Optional<Custody> inStore = Optional.empty();
        try {
            if (waiting.isPresent()) {
                new QueueEvidence(queue).forwarded(envelope, waiting.get());
            }
            if (stored.isPresent()) {
                inStore = Optional.of(stored.get().keep(settlement));
            }
            List<Verdict> verdicts = merged(inStore.map(Custody::verdicts).orElse(List.of()));
            dropUnacknowledged(verdicts);
            return new Parted(this, inStore, verdicts);
        } catch (StoreException | RuntimeException trouble) {
            takeBack(inStore);
            throw trouble;
        }
    }

    private void takeBack(Optional<Custody> inStore) throws StoreException {
        if (inStore.isPresent()) {
            inStore.get().takeBack();
        }
        if (waiting.isPresent()) {
            queue.takeBack(waiting.get());
        }
    }

    @Override
    public void close() {
        stored.ifPresent(Consignment::close);
        queued.ifPresent(SpoolDraft::close);
    }

    /** RFC 2033 §4.2: what a recipient's own reply does not acknowledge comes again, and so does not leave now. */
    private void dropUnacknowledged(List<Verdict> verdicts) throws StoreException {
        List<QueueDelivery.Part> acknowledged = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Accepted) {
                acknowledged.add(parts.get(i));
            }
        }
        Set<Envelope.Recipient> left = recipients(acknowledged);
        if (waiting.isPresent() && left.isEmpty()) {
            queue.takeBack(waiting.get());
            waiting = Optional.empty();
        } else if (waiting.isPresent()
                && left.size() < waiting.get().recipients().size()) {
            waiting = queue.spool().change(waiting.get().id(), all -> all.only(left));
        }
    }

    /** Nobody gets it twice. */
    private static Set<Envelope.Recipient> recipients(List<QueueDelivery.Part> parts) {
        Set<Envelope.Recipient> distinct = new LinkedHashSet<>();
        parts.forEach(part -> distinct.addAll(part.queued()));
        return distinct;
    }

    /** The store's verdicts where it has a part, and yes where the queue has all. */
    private List<Verdict> merged(List<Verdict> verdicts) {
        List<Verdict> all = new ArrayList<>();
        int next = 0;
        for (QueueDelivery.Part part : parts) {
            all.add(part.stored().isPresent() ? verdicts.get(next++) : Verdict.ACCEPTED);
        }
        return all;
    }

    /** One part is in the store and one in the queue, or all is in one of them. */
    private record Parted(QueueConsignment from, Optional<Custody> inStore, List<Verdict> verdicts) implements Custody {
        @Override
        public void release() {
            inStore.ifPresent(Custody::release);
            from.waiting.ifPresent(from.queue::start);
        }

        @Override
        public void takeBack() throws StoreException {
            from.takeBack(inStore);
        }
    }
}
