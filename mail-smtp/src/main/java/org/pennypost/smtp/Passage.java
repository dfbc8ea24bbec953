package org.pennypost.smtp;

import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.mailbox.StoreException;

/**
 * What a message goes through between the wire and the delivery: somebody who examines it, marks it or signs it.
 *
 * <p>It sees the octets that go into a consignment, the trace header in the first write, and the verdicts that come out.
 * Thread-safe; may block.
 */
@FunctionalInterface
public interface Passage {
    /** Nothing. */
    Passage STRAIGHT = (envelope, delivery) -> delivery.open(envelope);

    /**
     * The way into a delivery for one message.
     *
     * @throws StoreException if there is no room for it
     */
    Consignment open(Envelope envelope, Delivery delivery) throws StoreException;
}
