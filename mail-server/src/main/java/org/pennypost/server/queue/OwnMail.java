package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.Passage;

/**
 * Queues what this server writes itself: from the null reverse-path, and through the passage of what our users submit, so
 * that it is signed where others get it. Thread-safe.
 */
final class OwnMail {
    private final Queue queue;
    private final Passage passage;

    OwnMail(Queue queue, Passage passage) {
        this.queue = queue;
        this.passage = passage;
    }

    /** Writes a message. */
    @FunctionalInterface
    interface Text {
        void writeTo(Consignment consignment) throws StoreException;
    }

    /** Queues a message; durable when this returns. */
    void send(QueueId id, MailOptions options, Envelope.Recipient to, Text text) throws StoreException {
        Origin origin = new Origin(QueueEvidence.OURSELVES, "localhost", Origin.Submitter.UNKNOWN, queue.now());
        Envelope envelope = new Envelope(id, ReversePath.NULL, options, List.of(to), origin);
        try (Consignment consignment = passage.open(envelope, new Spooling(queue))) {
            consignment.write(ByteBuffer.allocate(0)); // what was not received has no trace header
            text.writeTo(consignment);
            consignment.commit(Consignment.Settlement.TOGETHER);
        }
    }

    /** Where the passage leads. */
    private record Spooling(Queue queue) implements Delivery {
        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Consignment open(Envelope envelope) throws StoreException {
            return new Spooled(queue, envelope, queue.spool().draftOfReport());
        }
    }

    private record Spooled(Queue queue, Envelope envelope, SpoolDraft draft) implements Consignment {
        @Override
        public void write(ByteBuffer octets) throws StoreException {
            draft.write(octets);
        }

        @Override
        public Custody keep(Settlement settlement) throws StoreException {
            QueuedMessage mail = new QueuedMessage(
                    envelope.id(),
                    envelope.origin().received(),
                    envelope.origin().received(),
                    false,
                    envelope.reversePath(),
                    envelope.options().size(draft.size()),
                    envelope.recipients().stream()
                            .map(recipient -> QueuedRecipient.first(
                                    recipient, envelope.origin().received()))
                            .toList());
            queue.spool().add(mail, draft);
            return new Waiting(
                    queue, mail, Collections.nCopies(envelope.recipients().size(), Verdict.ACCEPTED));
        }

        @Override
        public void close() {
            draft.close();
        }
    }

    private record Waiting(Queue queue, QueuedMessage mail, List<Verdict> verdicts) implements Custody {
        @Override
        public void release() {
            queue.start(mail);
        }

        @Override
        public void takeBack() throws StoreException {
            queue.takeBack(mail);
        }
    }
}
