package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Acceptance;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.server.config.RelaySettings;
import org.pennypost.server.config.SendingRules;
import org.pennypost.server.relay.Routing;
import org.pennypost.smtp.Passage;

/** A queue whose clock a test sets, and which sends everything to one server. */
abstract class QueueInTime {
    @TempDir
    Path directory;

    final AtomicReference<Instant> now = new AtomicReference<>(Mails.NOW);
    final MemoryStore store = new MemoryStore();
    private final Random random = new Random(3);

    /** Whoever is asked for at example.org. */
    LocalAddresses addresses() {
        return LocalAddresses.of(List.of(new Domain("example.org")), name -> Optional.of(name.value()), "anna");
    }

    MailQueue open(Remote remote) throws Exception {
        return open(remote, EvidenceSink.NONE);
    }

    MailQueue open(Remote remote, EvidenceSink evidence) throws Exception {
        return open(remote, RelaySettings.Tls.OFF, evidence);
    }

    MailQueue open(Remote remote, RelaySettings.Tls tls, EvidenceSink evidence) throws Exception {
        RelaySettings relay = new RelaySettings(
                Optional.of("127.0.0.1"),
                remote.port(),
                tls,
                Optional.empty(),
                RelaySettings.Addresses.ANY,
                Optional.empty(),
                false,
                Duration.ofSeconds(30),
                true,
                List.of());
        SendingRules rules = new SendingRules(
                true, relay, Duration.ofMinutes(5), Duration.ofHours(4), Duration.ofDays(5), 100, 5, 2);
        LocalAddresses addresses = addresses();
        return MailQueue.start(
                        directory.resolve("queue"),
                        rules,
                        StoreDelivery.into(store, addresses),
                        addresses,
                        Routing.NONE,
                        Passage.STRAIGHT,
                        new Surroundings("mail.example.org", now::get, random::nextBytes),
                        MessageLog.NONE,
                        evidence)
                .orElseThrow();
    }

    QueueId send(MailQueue queue, ReversePath from, MailOptions options, Set<RecipientRequest> requests)
            throws Exception {
        return send(queue, from, options, requests, "tim@example.net");
    }

    QueueId send(
            MailQueue queue, ReversePath from, MailOptions options, Set<RecipientRequest> requests, String recipient)
            throws Exception {
        Envelope envelope = envelope(from, options).and(new Envelope.Recipient(Mails.path(recipient), requests));
        send(queue, envelope, Consignment.Settlement.TOGETHER);
        return envelope.id();
    }

    Envelope envelope(ReversePath from, MailOptions options) {
        Peer.Endpoint here = new Peer.Endpoint("127.0.0.1", 25);
        Origin origin = new Origin(Peer.inClear("c1", here, here), "me", Origin.Submitter.UNKNOWN, now.get());
        return new Envelope(QueueId.next(now.get(), random::nextBytes), from, options, origin);
    }

    List<Verdict> send(MailQueue queue, Envelope envelope, Consignment.Settlement settlement) throws Exception {
        return send(queue, envelope, settlement, Acceptance.NONE);
    }

    List<Verdict> send(MailQueue queue, Envelope envelope, Consignment.Settlement settlement, Acceptance acceptance)
            throws Exception {
        return send(queue, envelope, settlement, acceptance, Mails.TEXT);
    }

    List<Verdict> send(
            MailQueue queue,
            Envelope envelope,
            Consignment.Settlement settlement,
            Acceptance acceptance,
            String message)
            throws Exception {
        try (Consignment consignment = queue.delivery().open(envelope)) {
            String text = "Received: here; id " + envelope.id() + "\r\n" + message;
            consignment.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return consignment.commit(settlement, acceptance);
        }
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    String shown(QueueId id) throws Exception {
        return String.valueOf(QueueTool.of(directory.resolve("queue")).show(id));
    }

    Mailbox inbox() throws Exception {
        return store.account("anna").mailbox(MailboxName.INBOX);
    }

    String mail(int n) throws Exception {
        Office.await(() -> inbox().refresh().size() >= n, () -> "no report");
        Picture picture = inbox().refresh();
        Content content = inbox().content(picture.uid(n - 1));
        ByteBuffer octets = ByteBuffer.allocate((int) content.size());
        try (Content.Reader reader = content.open()) {
            reader.read(0, octets);
        }
        return StandardCharsets.UTF_8.decode(octets.flip()).toString();
    }
}
