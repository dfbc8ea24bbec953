package org.pennypost.core.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.RecipientRequest.Notify.Event;

/**
 * Everything about a message that is not in it: RFC 5321 §2.3.1 {@code envelope}, and how it reached us.
 *
 * @param id our name for the message, in replies, trace headers and logs
 * @param reversePath where failure reports go
 * @param options what the client declared with the sender
 * @param recipients who gets it, in the order in which they were accepted
 * @param origin how it reached us
 */
public record Envelope(
        QueueId id, ReversePath reversePath, MailOptions options, List<Recipient> recipients, Origin origin) {
    public Envelope {
        recipients = List.copyOf(recipients);
    }

    /** An envelope that has no recipients yet. */
    public Envelope(QueueId id, ReversePath reversePath, MailOptions options, Origin origin) {
        this(id, reversePath, options, List.of(), origin);
    }

    /** The same envelope with these recipients. */
    public Envelope to(List<Recipient> others) {
        return new Envelope(id, reversePath, options, others, origin);
    }

    /** The same envelope with one more recipient. */
    public Envelope and(Recipient another) {
        List<Recipient> more = new ArrayList<>(recipients);
        more.add(another);
        return to(more);
    }

    /**
     * One RCPT.
     *
     * @param path whom the client named
     * @param requests what the sender asks for this recipient, at most one of each kind
     */
    public record Recipient(ForwardPath path, Set<RecipientRequest> requests) {
        public Recipient {
            requests = Set.copyOf(requests);
        }

        /** A recipient for whom nothing special is asked. */
        public Recipient(ForwardPath path) {
            this(path, Set.of());
        }

        /** The request of a kind, if there is one. */
        public <T extends RecipientRequest> Optional<T> request(Class<T> kind) {
            return requests.stream().filter(kind::isInstance).map(kind::cast).findFirst();
        }

        /** The same recipient, without a report of success to the sender. */
        public Recipient withoutSuccess() {
            Set<RecipientRequest> others = new HashSet<>();
            for (RecipientRequest one : requests) {
                others.add(one instanceof RecipientRequest.Notify notify ? notify.without(Event.SUCCESS) : one);
            }
            return new Recipient(path, others);
        }
    }
}
