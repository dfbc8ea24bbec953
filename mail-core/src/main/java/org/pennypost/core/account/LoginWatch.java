package org.pennypost.core.account;

import java.time.Duration;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.mailbox.StoreException;

/**
 * Hears of each login of a protocol, whichever way it is made, and may slow it down or refuse it.
 *
 * <p>An {@link Authenticator} knows whether a proof is right; a watch knows who has tried how often, and whether a user
 * may enter by this protocol. Called where blocking is allowed. Thread-safe.
 */
public interface LoginWatch {
    /** Lets everybody try, at once. */
    LoginWatch NONE = new Unwatched();

    /**
     * Somebody begins to prove that he is a user, whether or not there is such a user.
     *
     * @throws StoreException UNAVAILABLE if nobody may try that from there now, right or wrong
     */
    void attempt(Peer peer, String user) throws StoreException;

    /** The proof held; whether this user may enter. */
    boolean admits(Peer peer, Login login) throws StoreException;

    /** Whether a user may enter by this protocol at all; nobody tries to. */
    boolean mayEnter(String user) throws StoreException;

    /**
     * The proof did not hold, or did not suffice.
     *
     * @param user the name that the client gave; empty if it gave none
     * @return how long the answer should wait
     */
    Duration failed(Peer peer, String user, String mechanism);
}
