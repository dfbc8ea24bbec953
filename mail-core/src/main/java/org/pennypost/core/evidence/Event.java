package org.pennypost.core.evidence;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;

/**
 * One act: what kind, when, who and about what.
 *
 * @param kind what was done
 * @param when when it was done
 * @param actor who did it
 * @param subject about which message; empty for a login
 */
public record Event(Kind kind, Instant when, Actor actor, Optional<Subject> subject) {
    /** The kinds of act; those of ETSI EN 319 522-1 §6.2 where there is one. */
    public enum Kind {
        /** A user has proven who he is. */
        LOGIN,
        /** SubmissionAcceptance: we took responsibility for a message. */
        SUBMISSION_ACCEPTED,
        /** RelayAcceptance: another server took responsibility. */
        RELAYED,
        /** The message goes on to other addresses, under another queue id. */
        FORWARDED,
        /** ContentConsignmentFailure: the message could not be delivered. */
        BOUNCED,
        /** The message was thrown away when we had taken it, because a filter said so. */
        DISCARDED,
        /** ContentConsignment: the message lies in the mailbox of the recipient. */
        DELIVERED,
        /** ContentHandover: the recipient was given the octets. */
        RETRIEVED,
        /** The message was moved to another mailbox. */
        MOVED,
        /** The message was marked for removal. */
        DELETED,
        /** The message was removed for good. */
        EXPUNGED
    }

    /** Who acted: over which connection, and as which user if one was logged in. */
    public record Actor(Peer peer, Optional<Login> login) {}

    /**
     * A message as far as the act knows it.
     *
     * @param sha256 the hash of its octets in hexadecimal, empty text if it was not computed
     * @param size in octets
     * @param facts further facts by name: {@code queue-id}, {@code from-queue-id} (the one that it had before),
     *     {@code message-id}, {@code reverse-path}, {@code forward-paths}; {@code account}, {@code mailbox} (as the actor
     *     sees it), {@code uid-validity} and {@code uid} (one, or a set as IMAP writes it); the same with {@code target-}
     *     before it for where a message came to; {@code server} and {@code reply} of another server; {@code filter}
     */
    public record Subject(String sha256, long size, Map<String, String> facts) {
        public Subject {
            facts = Map.copyOf(facts);
        }
    }

    /** A login. */
    public static Event login(Instant when, Peer peer, Login login) {
        return new Event(Kind.LOGIN, when, new Actor(peer, Optional.of(login)), Optional.empty());
    }
}
