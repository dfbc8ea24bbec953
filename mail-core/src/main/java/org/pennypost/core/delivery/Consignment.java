package org.pennypost.core.delivery;

import java.nio.ByteBuffer;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;

/**
 * One message on its way into a {@link Delivery}: open, write, keep or commit, close.
 *
 * <p>Nothing of it reaches anybody before {@link #keep}. Used by one thread at a time; every method may block.
 */
public interface Consignment extends AutoCloseable {
    /** Adds all remaining octets. Lines end with CRLF; the trace header comes first. */
    void write(ByteBuffer octets) throws StoreException;

    /**
     * Keeps the message: when this returns, it is durable for every recipient whose verdict is {@link Verdict.Accepted},
     * but whoever calls has not yet said that we take responsibility for it. Called once.
     *
     * @throws StoreException if it was kept for nobody
     */
    Custody keep(Settlement settlement) throws StoreException;

    /**
     * Takes responsibility for the message (RFC 5321 §2.1). Called once, instead of {@link #keep}.
     *
     * @param acceptance is told before anything leaves this server; if it throws, nothing is kept
     * @return a verdict for each recipient, in the order of the envelope
     * @throws StoreException if it was kept for nobody
     */
    default List<Verdict> commit(Settlement settlement, Acceptance acceptance) throws StoreException {
        Custody custody = keep(settlement);
        try {
            acceptance.taken(custody.verdicts());
        } catch (StoreException | RuntimeException refused) {
            custody.takeBack();
            throw refused;
        }
        custody.release();
        return custody.verdicts();
    }

    /** The same, where nobody wishes to hear of it in between. */
    default List<Verdict> commit(Settlement settlement) throws StoreException {
        return commit(settlement, Acceptance.NONE);
    }

    /** Throws away what was not kept; what was kept stays. May be called again. */
    @Override
    void close();

    /** What becomes of a message that some recipients could have and others not. */
    enum Settlement {
        /**
         * It is kept for all or for none, because there is one reply for all (RFC 5321 §4.1.1.4). A delivery that has
         * no way to notify the sender later (§4.4) takes back what it kept.
         */
        TOGETHER,
        /** It is kept for whom it can be kept, because each recipient has a reply of its own (RFC 2033 §4.2). */
        EACH
    }
}
