package org.pennypost.server.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.client.Outcome;

/** Tells the evidence what became of mail that left: another server took it, or nobody will. */
final class QueueEvidence {
    /** The queue acts by itself. */
    static final Peer OURSELVES =
            Peer.inClear("queue", new Peer.Endpoint("127.0.0.1", 0), new Peer.Endpoint("127.0.0.1", 0));

    private final Queue queue;

    QueueEvidence(Queue queue) {
        this.queue = queue;
    }

    /** An attempt is over; what was delivered here is witnessed where it was delivered. */
    void attempted(QueuedMessage message, Envelope.Recipient recipient, Outcome outcome) throws StoreException {
        if (outcome.kind() == Outcome.Kind.REFUSED) {
            bounced(message, recipient, outcome.text());
        } else if (outcome.kind() == Outcome.Kind.DELIVERED && outcome.reply().isPresent()) {
            Map<String, String> facts = facts(message, recipient, outcome.text());
            outcome.server().ifPresent(server -> facts.put("server", server));
            note(Event.Kind.RELAYED, message, facts);
        }
    }

    /** What was in the queue is there under another id now, because an address of ours leads elsewhere. */
    void forwarded(Envelope envelope, QueuedMessage message) throws StoreException {
        Optional<QueueId> before = envelope.origin().before();
        if (before.isPresent()) {
            Map<String, String> facts = new HashMap<>();
            facts.put("queue-id", message.id().text());
            facts.put("from-queue-id", before.get().text());
            facts.put("reverse-path", message.from().toString());
            facts.put(
                    "forward-paths",
                    message.recipients().stream()
                            .map(one -> one.recipient().path().toString())
                            .collect(Collectors.joining(",")));
            note(Event.Kind.FORWARDED, message, facts);
        }
    }

    /** Nobody will have it. */
    void bounced(QueuedMessage message, Envelope.Recipient recipient, String why) throws StoreException {
        note(Event.Kind.BOUNCED, message, facts(message, recipient, why));
    }

    private void note(Event.Kind kind, QueuedMessage message, Map<String, String> facts) throws StoreException {
        if (queue.evidence() != EvidenceSink.NONE) {
            queue.evidence()
                    .note(new Event(
                            kind,
                            queue.now(),
                            new Event.Actor(OURSELVES, Optional.empty()),
                            Optional.of(new Event.Subject("", message.options().size(), facts))));
        }
    }

    private static Map<String, String> facts(QueuedMessage message, Envelope.Recipient recipient, String reply) {
        Map<String, String> facts = new HashMap<>();
        facts.put("queue-id", message.id().text());
        facts.put("reverse-path", message.from().toString());
        facts.put("forward-paths", recipient.path().toString());
        facts.put("reply", reply);
        return facts;
    }
}
