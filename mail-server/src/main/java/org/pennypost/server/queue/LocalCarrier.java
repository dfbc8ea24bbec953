package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outcome.Stage;
import org.pennypost.smtp.client.Outgoing;

/** Delivers from the queue to our own addresses. */
final class LocalCarrier implements Carrier {
    /** What is said of an address that stands for several. */
    static final String EXPANDED = "passed on to all the addresses behind it";

    private static final int PIECE = 64 * 1024;

    private final QueueDelivery delivery;
    private final Queue queue;

    LocalCarrier(QueueDelivery delivery, Queue queue) {
        this.delivery = delivery;
        this.queue = queue;
    }

    @Override
    public void carry(String destination, Errands errands) throws StoreException {
        for (Optional<Outgoing> mail = errands.next(); mail.isPresent(); mail = errands.next()) {
            errands.settled(mail.get(), deliver(mail.get()));
        }
    }

    private List<Outcome> deliver(Outgoing mail) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Envelope.Recipient recipient : mail.recipients()) {
            outcomes.add(deliver(mail, recipient)); // one by one: what one cannot have does not concern the others
        }
        return outcomes;
    }

    private Outcome deliver(Outgoing mail, Envelope.Recipient recipient) {
        Origin.Submitter submitter =
                mail.id().<Origin.Submitter>map(Origin.OurQueue::new).orElse(Origin.Submitter.UNKNOWN);
        Origin origin = new Origin(QueueEvidence.OURSELVES, "localhost", submitter, queue.now());
        Envelope envelope = new Envelope(queue.newId(), mail.from(), mail.options(), List.of(recipient), origin);
        try (Consignment consignment = delivery.openFromQueue(envelope)) {
            Outcome accepted = accepted(recipient, envelope); // nothing may fail when it is kept
            copy(mail.content(), consignment);
            Verdict verdict = consignment
                    .commit(
                            Consignment.Settlement.TOGETHER,
                            taken -> queue.evidence().settle())
                    .get(0);
            return verdict instanceof Verdict.Accepted
                    ? accepted
                    : Outcome.refused(Stage.RECIPIENT, "5.1.1", "there is no such mailbox");
        } catch (StoreException trouble) {
            return outcome(trouble);
        }
    }

    /** RFC 3461 §5.2.7.2: the one to whom an alias leads is asked to report. */
    private Outcome accepted(Envelope.Recipient recipient, Envelope envelope) throws StoreException {
        List<Envelope.Recipient> forwarded = queue.places().forwarded(recipient);
        if (forwarded.isEmpty()) {
            return Outcome.delivered("delivered here as " + envelope.id());
        }
        boolean alone = forwarded.size() == 1 && !queue.places().stays(recipient);
        return alone
                ? Outcome.delivered("forwarded as " + envelope.id()).offered(Set.of("DSN"))
                : Outcome.delivered(EXPANDED);
    }

    private static void copy(Content content, Consignment consignment) throws StoreException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (Content.Reader reader = content.open()) {
            long offset = 0;
            for (int count = reader.read(offset, piece); count >= 0; count = reader.read(offset, piece.clear())) {
                offset += count;
                consignment.write(piece.flip());
            }
        }
    }

    private static Outcome outcome(StoreException trouble) {
        return switch (trouble.reason()) {
            case NONEXISTENT -> Outcome.refused(Stage.RECIPIENT, "5.1.1", "there is no such mailbox");
            case CANNOT -> Outcome.refused(Stage.CONTENT, "5.6.0", "the message cannot be stored");
            case OVER_QUOTA -> Outcome.deferred(Stage.RECIPIENT, "4.2.2", "the mailbox is full");
            default -> Outcome.deferred(Stage.CONTENT, "4.3.0", "the store does not work now");
        };
    }
}
