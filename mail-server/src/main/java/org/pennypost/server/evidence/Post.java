package org.pennypost.server.evidence;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;

/** Mails what the evidence has to say, from nobody, so that nobody answers. */
record Post(Delivery delivery, Surroundings surroundings) {
    private static final Peer OURSELVES =
            Peer.inClear("evidence", new Peer.Endpoint("127.0.0.1", 0), new Peer.Endpoint("127.0.0.1", 0));

    /** What is written when there is a queue id. */
    @FunctionalInterface
    interface Letter {
        byte[] text(String id, Instant now);
    }

    /**
     * Sends a letter, into a mailbox here or into the queue.
     *
     * @return false if the address is no more
     * @throws StoreException if it is to be tried again
     */
    boolean send(MailAddress to, Letter letter) throws StoreException {
        Instant now = surroundings.time().instant();
        QueueId id = QueueId.next(now, surroundings.entropy());
        byte[] text = letter.text(id.text(), now);
        Envelope envelope = new Envelope(
                id,
                ReversePath.NULL,
                MailOptions.NONE.size(text.length),
                List.of(new Envelope.Recipient(new ForwardPath.Recipient(to))),
                new Origin(OURSELVES, "localhost", Origin.Submitter.UNKNOWN, now));
        try (Consignment consignment = delivery.open(envelope)) {
            consignment.write(ByteBuffer.wrap(text));
            consignment.commit(Consignment.Settlement.TOGETHER);
            return true;
        } catch (StoreException trouble) {
            if (trouble.reason() == StoreException.Reason.NONEXISTENT) {
                return false;
            }
            throw trouble;
        }
    }
}
