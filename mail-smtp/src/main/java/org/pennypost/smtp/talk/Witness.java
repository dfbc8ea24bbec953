package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.evidence.MessageHash;
import org.pennypost.core.mailbox.StoreException;

/** Sees one message as the client sent it, and tells the evidence that we took responsibility for it. */
final class Witness {
    private final SmtpSetup setup;
    private final Optional<MessageHash> octets;

    Witness(SmtpSetup setup) {
        this.setup = setup;
        boolean attentive = setup.records().evidence() != EvidenceSink.NONE;
        this.octets = attentive ? Optional.of(MessageHash.begun()) : Optional.empty();
    }

    void sees(ByteBuffer chunk) {
        octets.ifPresent(hash -> hash.add(chunk));
    }

    /** Begins to tell it: before that has ended well the client must not hear of it. */
    Pending accepted(Envelope envelope, Inspection inspection) throws StoreException {
        if (octets.isEmpty()) {
            return Pending.DONE;
        }
        Map<String, String> facts = new HashMap<>();
        facts.put("queue-id", envelope.id().text());
        facts.put("reverse-path", envelope.reversePath().toString());
        facts.put(
                "forward-paths",
                envelope.recipients().stream()
                        .map(recipient -> recipient.path().toString())
                        .collect(Collectors.joining(",")));
        inspection.header().messageIds().stream().findFirst().ifPresent(id -> facts.put("message-id", id));
        inspection.header().autoSubmitted().stream()
                .filter(how -> !how.equalsIgnoreCase("no"))
                .findFirst()
                .ifPresent(how -> facts.put("auto-submitted", how));
        return setup.records()
                .evidence()
                .begin(new Event(
                        Event.Kind.SUBMISSION_ACCEPTED,
                        setup.surroundings().time().instant(),
                        new Event.Actor(
                                envelope.origin().peer(), envelope.origin().login()),
                        Optional.of(new Event.Subject(octets.get().end(), inspection.size(), facts))));
    }
}
