package org.pennypost.core.delivery;

import org.pennypost.core.mailbox.StoreException;

/**
 * Who takes responsibility for messages: what a receiving engine needs to know of the rest of the mail system.
 *
 * <p>Thread-safe; both methods may block.
 */
public interface Delivery {
    /**
     * Judges a recipient while the client waits for the answer to its RCPT (RFC 5321 §3.3). Accepted means that mail
     * for it would be taken now; {@link Consignment#keep} has the last word.
     *
     * @param soFar the envelope with the recipients accepted before this one
     * @throws StoreException if it cannot tell now
     */
    Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException;

    /**
     * Makes room for the octets of a message to the recipients of the envelope, one or more.
     *
     * @throws StoreException if there is no room for it
     */
    Consignment open(Envelope envelope) throws StoreException;
}
