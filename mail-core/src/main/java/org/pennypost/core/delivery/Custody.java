package org.pennypost.core.delivery;

import java.util.List;
import org.pennypost.core.mailbox.StoreException;

/**
 * A message that is kept and not yet ours: nothing of it has left this server, nobody was told that it came, and it can
 * still be taken back. It ends with one call, of {@link #release} or of {@link #takeBack}. Used by one thread at a time.
 */
public interface Custody {
    /** A verdict for each recipient, in the order of the envelope. */
    List<Verdict> verdicts();

    /**
     * We are responsible for it (RFC 5321 §2.1): it may leave for whom the verdict is {@link Verdict.Accepted}. Waits for
     * nothing.
     */
    void release();

    /**
     * It must not be acknowledged, and goes again. May block.
     *
     * @throws StoreException if some of it stays; whoever sent it will send it once more
     */
    void takeBack() throws StoreException;

    /** That of a message which is nowhere, or which nobody can take back. */
    static Custody of(List<Verdict> verdicts) {
        return new Settled(verdicts);
    }

    /** Nothing is left to do. */
    record Settled(List<Verdict> verdicts) implements Custody {
        @Override
        public void release() {
            // it is where it belongs
        }

        @Override
        public void takeBack() {
            // it is out of our hands
        }
    }
}
