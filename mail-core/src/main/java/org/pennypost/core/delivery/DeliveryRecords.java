package org.pennypost.core.delivery;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** What is written down of one message while it is stored: its story, and the evidence that it lies where it lies. */
final class DeliveryRecords {
    private final EvidenceSink evidence;
    private final InstantSource time;
    private final Consumer<String> log;
    private final Optional<MessageDigest> sha256;
    private Optional<String> hash = Optional.empty();
    private long size;

    DeliveryRecords(EvidenceSink evidence, InstantSource time, Consumer<String> log) {
        this.evidence = evidence;
        this.time = time;
        this.log = log;
        this.sha256 = evidence == EvidenceSink.NONE ? Optional.empty() : Optional.of(newSha256());
    }

    Consumer<String> log() {
        return log;
    }

    /** The next octets that are stored; their position stays where it is. */
    void sees(ByteBuffer octets) {
        size += octets.remaining();
        sha256.ifPresent(digest -> digest.update(octets.duplicate()));
    }

    /** All of it lies in a mailbox of a user. */
    void delivered(Envelope envelope, String user, MailboxName mailbox, long uidValidity, UidSet uids)
            throws StoreException {
        if (sha256.isEmpty()) {
            return;
        }
        if (hash.isEmpty()) {
            hash = Optional.of(HexFormat.of().formatHex(sha256.get().digest()));
        }
        Map<String, String> facts = Map.of(
                "queue-id", envelope.id().text(),
                "account", user,
                "mailbox", mailbox.path(),
                "uid-validity", String.valueOf(uidValidity),
                "uid", uids.toString());
        evidence.note(new Event(
                Event.Kind.DELIVERED,
                time.instant(),
                new Event.Actor(envelope.origin().peer(), envelope.origin().login()),
                Optional.of(new Event.Subject(hash.get(), size, facts))));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this runtime lacks SHA-256", missing);
        }
    }
}
