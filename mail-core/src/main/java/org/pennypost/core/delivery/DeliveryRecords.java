package org.pennypost.core.delivery;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.evidence.MessageHash;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** What is written down of one message while it is stored: its story, and the evidence that it lies where it lies. */
final class DeliveryRecords {
    private final EvidenceSink evidence;
    private final InstantSource time;
    private final Consumer<String> log;
    private final Optional<MessageHash> octets;
    private Optional<String> sha256 = Optional.empty();

    DeliveryRecords(EvidenceSink evidence, InstantSource time, Consumer<String> log) {
        this.evidence = evidence;
        this.time = time;
        this.log = log;
        this.octets = evidence == EvidenceSink.NONE ? Optional.empty() : Optional.of(MessageHash.begun());
    }

    Consumer<String> log() {
        return log;
    }

    /** The next octets that are stored; their position stays where it is. */
    void sees(ByteBuffer next) {
        octets.ifPresent(hash -> hash.add(next));
    }

    /** All of it was seen, and is in at least one mailbox. */
    void stored(Draft message) throws StoreException {
        if (octets.isPresent()) {
            sha256 = Optional.of(octets.get().end());
            evidence.keep(sha256.get(), message.content());
        }
    }

    /** What is stored lies in a mailbox of a user. */
    void delivered(Envelope envelope, String user, MailboxName mailbox, long uidValidity, UidSet uids)
            throws StoreException {
        if (octets.isPresent()) {
            evidence.note(event(Event.Kind.DELIVERED, envelope, user, mailbox, uidValidity, uids));
        }
    }

    /** It lies there no longer, although it was told to. */
    void takenBack(Envelope envelope, String user, MailboxName mailbox, long uidValidity, UidSet uids) {
        if (octets.isPresent()) {
            evidence.amend(event(Event.Kind.EXPUNGED, envelope, user, mailbox, uidValidity, uids));
        }
    }

    private Event event(
            Event.Kind kind, Envelope envelope, String user, MailboxName mailbox, long uidValidity, UidSet uids) {
        Map<String, String> facts = new HashMap<>();
        facts.put("queue-id", envelope.id().text());
        envelope.origin().before().ifPresent(before -> facts.put("from-queue-id", before.text()));
        facts.put("account", user);
        facts.put("mailbox", mailbox.path());
        facts.put("uid-validity", String.valueOf(uidValidity));
        facts.put("uid", uids.toString());
        return new Event(
                kind,
                time.instant(),
                new Event.Actor(envelope.origin().peer(), envelope.origin().login()),
                Optional.of(new Event.Subject(
                        sha256.orElseThrow(), octets.orElseThrow().size(), facts)));
    }
}
