package org.pennypost.core.delivery;

import java.time.Instant;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;

/**
 * How a message reached us.
 *
 * @param peer who sent it, as the connection shows
 * @param heloName the name by which the sending host called itself, unverified
 * @param submitter whether a user of ours sent it
 * @param received when its transaction began
 */
public record Origin(Peer peer, String heloName, Submitter submitter, Instant received) {
    /** The login under which it came, if any. */
    public Optional<Login> login() {
        return submitter instanceof User user ? Optional.of(user.login()) : Optional.empty();
    }

    /** The name under which it was accepted first, if our own queue goes on with it under another. */
    public Optional<QueueId> before() {
        return submitter instanceof OurQueue queue ? Optional.of(queue.before()) : Optional.empty();
    }

    /** On whose behalf a client speaks. */
    public sealed interface Submitter {
        /** Nobody that we know: mail from other hosts. */
        Submitter UNKNOWN = new Unknown();
    }

    /** Nobody that we know. */
    public record Unknown() implements Submitter {}

    /** A user of ours. */
    public record User(Login login) implements Submitter {}

    /**
     * Our own queue, which delivers what was accepted before.
     *
     * @param before the name that the message had in the queue
     */
    public record OurQueue(QueueId before) implements Submitter {}
}
