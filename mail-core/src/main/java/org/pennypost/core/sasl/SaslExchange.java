package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import org.pennypost.core.mailbox.StoreException;

/**
 * One run of one mechanism, RFC 4422 §3, from the server's side. Confined to one thread at a time.
 *
 * <p>A mechanism in which the server speaks first gives its challenge for an empty first response.
 */
public interface SaslExchange {
    /** Whether the client speaks first (RFC 4422 §5): if not, a response with the command itself is an error. */
    boolean clientFirst();

    /** Whether it asks with a challenge of its own even if the client speaks first. */
    default boolean prompts() {
        return !clientFirst();
    }

    /** Whether its last challenge has told the client already that its proof does not hold. */
    default boolean refused() {
        return false;
    }

    /**
     * Takes a response of the client and answers the server's turn. May block. Never throws for what a client sent.
     *
     * @throws StoreException UNAVAILABLE if the users cannot be looked up now
     */
    SaslTurn respond(ByteBuffer response) throws StoreException;
}
