package org.pennypost.smtp;

import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;

/**
 * Has a say about recipients whose mail the delivery would take, for mail from other hosts; greylisting is one.
 *
 * <p>Thread-safe; may block.
 */
@FunctionalInterface
public interface RecipientCheck {
    /** No objection ever. */
    RecipientCheck NONE = (recipient, soFar) -> Verdict.ACCEPTED;

    /** @param soFar the envelope with the recipients accepted before this one */
    Verdict check(Envelope.Recipient recipient, Envelope soFar) throws StoreException;
}
