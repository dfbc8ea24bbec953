package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;

/** Sees one message as the client sent it, and tells the evidence that we took responsibility for it. */
final class Witness {
    private final SmtpSetup setup;
    private final boolean attentive;
    private final MessageDigest sha256;

    Witness(SmtpSetup setup) {
        this.setup = setup;
        this.attentive = setup.records().evidence() != EvidenceSink.NONE;
        this.sha256 = sha256();
    }

    void sees(ByteBuffer chunk) {
        if (attentive) {
            sha256.update(chunk.duplicate());
        }
    }

    void accepted(Envelope envelope, Inspection inspection) throws StoreException {
        if (!attentive) {
            return;
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
        setup.records()
                .evidence()
                .record(new Event(
                        Event.Kind.SUBMISSION_ACCEPTED,
                        setup.surroundings().time().instant(),
                        new Event.Actor(
                                envelope.origin().peer(), envelope.origin().login()),
                        Optional.of(new Event.Subject(
                                HexFormat.of().formatHex(sha256.digest()), inspection.size(), facts))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this runtime lacks SHA-256", missing);
        }
    }
}
