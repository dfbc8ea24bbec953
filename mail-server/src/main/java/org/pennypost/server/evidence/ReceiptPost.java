package org.pennypost.server.evidence;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
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
import org.pennypost.tls.evidence.Record;

/** Mails receipts, from nobody, so that nobody answers. */
record ReceiptPost(Delivery delivery, Surroundings surroundings, ReceiptLetter letter) {
    private static final System.Logger LOG = System.getLogger(ReceiptPost.class.getName());
    private static final Peer OURSELVES =
            Peer.inClear("evidence", new Peer.Endpoint("127.0.0.1", 0), new Peer.Endpoint("127.0.0.1", 0));

    /**
     * Sends one; an address that is no more has none.
     *
     * @throws StoreException if it is to be tried again
     */
    void send(String kind, Awaited message, Record event) throws StoreException {
        Instant now = surroundings.time().instant();
        QueueId id = QueueId.next(now, surroundings.entropy());
        byte[] text = letter.of(kind, message, event, id.text(), now);
        String path = message.sender();
        MailAddress to = MailAddress.parse(path.substring(1, path.length() - 1), Repertoire.UTF8);
        Envelope envelope = new Envelope(
                id,
                ReversePath.NULL,
                MailOptions.NONE.size(text.length),
                List.of(new Envelope.Recipient(new ForwardPath.Recipient(to))),
                new Origin(OURSELVES, "localhost", Origin.Submitter.UNKNOWN, now));
        try (Consignment consignment = delivery.open(envelope)) {
            consignment.write(ByteBuffer.wrap(text));
            consignment.commit(Consignment.Settlement.TOGETHER);
        } catch (StoreException trouble) {
            if (trouble.reason() != StoreException.Reason.NONEXISTENT) {
                throw trouble;
            }
            LOG.log(System.Logger.Level.INFO, "no receipt of " + message.queueId() + ": " + trouble.getMessage());
        }
    }
}
