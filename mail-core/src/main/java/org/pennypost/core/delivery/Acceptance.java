package org.pennypost.core.delivery;

import java.util.List;
import org.pennypost.core.mailbox.StoreException;

/**
 * Hears that a message is kept, inside {@link Consignment#commit} and on its thread: nothing of it has left this server
 * yet, and it can still be taken back. Who must witness the acceptance and may block does it here.
 */
@FunctionalInterface
public interface Acceptance {
    /** Nobody wishes to hear. */
    Acceptance NONE = verdicts -> {};

    /**
     * The message is kept for every recipient whose verdict is {@link Verdict.Accepted}. May block.
     *
     * @param verdicts one for each recipient, in the order of the envelope
     * @throws StoreException if it must not be acknowledged: it is taken back, and the commit throws this
     */
    void taken(List<Verdict> verdicts) throws StoreException;
}
