package org.pennypost.core.delivery;

import org.pennypost.core.address.Domain;
import org.pennypost.core.mailbox.StoreException;

/**
 * Starts the delivery of waiting mail when its destination asks for it, RFC 1985: an ability that a {@link Delivery}
 * may have. Thread-safe; may block, but does not wait for the queue.
 */
public interface QueueStart {
    /** Starts what the request names, as the site's rules allow. */
    Outcome start(Request request, Origin origin) throws StoreException;

    /** RFC 1985 §5.1 and §5.3: whose mail is wanted. */
    sealed interface Request {}

    /**
     * Mail for a node.
     *
     * @param subdomains whether for all below it too ({@code @name})
     */
    record Node(Domain name, boolean subdomains) implements Request {}

    /** A queue by its local name ({@code #name}). */
    record Queue(String name) implements Request {}

    /** RFC 1985 §5.1: what came of it. */
    sealed interface Outcome {}

    /** The queue was started; how much there is in it is not known. */
    record Started() implements Outcome {}

    /** RFC 1985 §5.1: nothing waits. */
    record Nothing() implements Outcome {}

    /** RFC 1985 §5.1: so many messages wait, and their delivery was started. */
    record Pending(int messages) implements Outcome {}

    /** RFC 1985 §5.1: it cannot be done now. */
    record Unable() implements Outcome {}

    /** RFC 1985 §5.1: this client may not ask for it. */
    record NotAllowed() implements Outcome {}
}
