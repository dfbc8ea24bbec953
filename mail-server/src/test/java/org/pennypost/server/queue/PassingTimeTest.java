package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Acceptance;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.server.config.RelaySettings;
import org.pennypost.server.config.SendingRules;
import org.pennypost.smtp.Passage;

/** Hours and days that pass at once. */
class PassingTimeTest {
    private static final UnaryOperator<String> NOT_NOW = line -> line.startsWith("RCPT") ? "450 4.2.1 not now" : line;

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Mails.NOW);
    private final MemoryStore store = new MemoryStore();
    private final Random random = new Random(3);

    // RFC5321-4.5.4.1-b RFC5321-4.5.4.1-d RFC3464-2.3.9-b RFC3464-2.3.3-d RFC3464-3-c RFC3461-4.1-d
    @Test
    void theSenderIsWarnedAfterHoursAndGetsItBackAfterDays() throws Exception {
        try (Remote remote = new Remote(NOT_NOW);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).contains("1 attempts"), () -> shown(id));
            pass(Duration.ofHours(4));
            ParsedReport warning = ParsedReport.of(mail(1));
            assertEquals("delayed", warning.recipient(0, "Action"));
            assertEquals("4.4.7", warning.recipient(0, "Status"));
            assertEquals("Tue, 1 Dec 2026 03:00:00 +0000", warning.recipient(0, "Will-Retry-Until"));
            Office.await(() -> shown(id).contains("2 attempts"), () -> shown(id));
            pass(Duration.ofDays(4));
            Office.await(() -> shown(id).contains("3 attempts"), () -> shown(id));
            assertEquals(1, inbox().refresh().size(), "one warning is enough");
            pass(Duration.ofDays(1));
            ParsedReport failure = ParsedReport.of(mail(2));
            assertEquals("failed", failure.recipient(0, "Action"));
            assertEquals("5.4.7", failure.recipient(0, "Status"));
            assertTrue(failure.returned().contains("Subject: hello"));
            Office.await(() -> shown(id).equals("[]"), () -> shown(id));
        }
    }

    // RFC5321-6.1-e RFC5321-3.6.3-c RFC5321-4.5.4-b RFC3464-2-e RFC3461-5.2-a RFC3461-5.2.5-a RFC3461-5.2.6-b
    @Test
    void nobodyIsToldOfWhatNobodySentNorWhoDoesNotWantTo() throws Exception {
        try (Remote remote = new Remote(NOT_NOW);
                MailQueue queue = open(remote)) {
            QueueId nobodys = send(queue, ReversePath.NULL, MailOptions.NONE, Set.of());
            Set<RecipientRequest> success =
                    Set.of(new RecipientRequest.Notify(Set.of(RecipientRequest.Notify.Event.SUCCESS)));
            QueueId silent = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, success);
            for (Duration step : List.of(Duration.ofHours(5), Duration.ofDays(6))) {
                pass(step);
                Office.await(() -> !shown(nobodys).contains(" 0 attempts"), () -> shown(nobodys));
            }
            Office.await(() -> shown(nobodys).equals("[]") && shown(silent).equals("[]"), () -> shown(silent));
            assertEquals(0, inbox().refresh().size());
        }
    }

    // RFC5321-6.1-a: or the client sends again what has left already
    @Test
    void whatMustNotBeAcknowledgedIsNotSent() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            Acceptance unwitnessed = verdicts -> {
                assertEquals(1, waiting().size());
                throw new StoreException(StoreException.Reason.UNAVAILABLE, "no witness");
            };
            assertThrows(
                    StoreException.class,
                    () -> send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of(), unwitnessed));
            assertEquals(List.of(), waiting());
            QueueId next = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(next).equals("[]"), () -> shown(next));
            assertTrue(remote.message().contains("id " + next));
            assertFalse(remote.hasMessage());
        }
    }

    // RFC3461-5.2-b
    @Test
    void theLogTellsWhoIsInChargeOfWhatNobodyCanBeToldOf() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel() == Level.WARNING) {
                    warnings.add(entry.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Reporter.class.getName());
        log.addHandler(listener);
        try (Remote remote = new Remote(line -> line.startsWith("RCPT") ? "550 5.1.1 no such user" : line);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, ReversePath.NULL, MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).equals("[]"), () -> shown(id));
            assertEquals(
                    List.of("mail from nobody, perhaps a report, is lost: " + id
                            + " to tim@example.net: 550 5.1.1 no such user"),
                    warnings);
            assertEquals(0, inbox().refresh().size());
        } finally {
            log.removeHandler(listener);
        }
    }

    // RFC4865-4.2-e
    @Test
    void whatIsHeldForTheFutureGoesThenAndIsNotLateBefore() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            MailOptions tomorrow = MailOptions.NONE.with(new MailRequest.HoldFor(86_400));
            QueueId id = send(queue, Mails.from("anna@example.org"), tomorrow, Set.of());
            pass(Duration.ofHours(23));
            QueueId other = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            assertTrue(remote.message().contains("id " + other));
            assertFalse(remote.hasMessage());
            pass(Duration.ofHours(2));
            assertTrue(remote.message().contains("id " + id));
            assertEquals(0, inbox().refresh().size());
        }
    }

    // RFC4865-4.2-f RFC4865-5.1.2-a RFC4865-5.1.2-b
    @Test
    void aReportOnWhatWasHeldSaysSo() throws Exception {
        UnaryOperator<String> refusing = line -> line.startsWith("RCPT") ? "550 5.1.1 no" : line;
        try (Remote remote = new Remote(refusing);
                MailQueue queue = open(remote)) {
            MailOptions later = MailOptions.NONE.with(new MailRequest.HoldUntil(Mails.NOW.plusSeconds(60)));
            QueueId id = send(queue, Mails.from("anna@example.org"), later, Set.of());
            pass(Duration.ofSeconds(50));
            assertTrue(shown(id).contains(" 0 attempts"), shown(id));
            pass(Duration.ofSeconds(20));
            ParsedReport report = ParsedReport.of(mail(1));
            assertEquals("until;2026-11-26T03:01:00Z", report.message("Future-Release-Request"));
            assertEquals("Thu, 26 Nov 2026 03:00:00 +0000", report.message("Arrival-Date"));
        }
    }

    // RFC2852-4.1.3-a RFC2852-4.1.3-b RFC2852-4.1.3-c RFC2852-4.1.3-d RFC2852-5-a RFC2852-4.1-a
    @Test
    void whatIsToBeDeliveredInTimeIsReturnedOrReportedWhenItIsNot() throws Exception {
        try (Remote remote = new Remote(line -> line.equals("CONNECT") ? "CLOSE" : line);
                MailQueue queue = open(remote)) {
            QueueId back = send(queue, Mails.from("anna@example.org"), by(MailRequest.DeliverBy.Mode.RETURN), Set.of());
            pass(Duration.ofMinutes(61));
            ParsedReport failed = ParsedReport.of(mail(1));
            assertEquals("failed", failed.recipient(0, "Action"));
            assertEquals("5.4.7", failed.recipient(0, "Status"));
            assertEquals("Thu, 26 Nov 2026 04:00:00 +0000", failed.message("Deliver-By-Date"));
            Office.await(() -> shown(back).equals("[]"), () -> shown(back));
            QueueId on = send(queue, Mails.from("anna@example.org"), by(MailRequest.DeliverBy.Mode.NOTIFY), Set.of());
            pass(Duration.ofMinutes(61));
            ParsedReport delayed = ParsedReport.of(mail(2));
            assertEquals("delayed", delayed.recipient(0, "Action"));
            assertEquals("4.4.7", delayed.recipient(0, "Status"));
            assertTrue(shown(on).contains("waiting"));
        }
    }

    // RFC2852-4.1.4-a RFC2852-4.1.4.1-a RFC2852-4.1.4.1-c RFC2852-4.1.4.2-a
    @Test
    void aServerThatWatchesNoClockGetsWhatIsNotReturnedAndTheSenderHearsOfIt() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            send(queue, Mails.from("anna@example.org"), by(MailRequest.DeliverBy.Mode.RETURN), Set.of());
            assertEquals("5.3.3", ParsedReport.of(mail(1)).recipient(0, "Status"));
            assertFalse(remote.hasMessage());
            send(queue, Mails.from("anna@example.org"), by(MailRequest.DeliverBy.Mode.NOTIFY), Set.of());
            assertEquals("relayed", ParsedReport.of(mail(2)).recipient(0, "Action"));
        }
        UnaryOperator<String> punctual =
                line -> line.startsWith("EHLO") ? "250-mx.example.net\r\n250-DSN\r\n250 DELIVERBY 60" : line;
        try (Remote remote = new Remote(punctual);
                MailQueue queue = open(remote)) {
            send(queue, Mails.from("anna@example.org"), by(MailRequest.DeliverBy.Mode.RETURN), Set.of());
            remote.message();
            assertTrue(
                    remote.commands().stream().anyMatch(line -> line.contains(" BY=3600;R")), "" + remote.commands());
        }
    }

    private static MailOptions by(MailRequest.DeliverBy.Mode mode) {
        return MailOptions.NONE.with(new MailRequest.DeliverBy(3600, mode, false));
    }

    private MailQueue open(Remote remote) throws Exception {
        RelaySettings relay = new RelaySettings(
                Optional.of("127.0.0.1"),
                remote.port(),
                RelaySettings.Tls.OFF,
                Optional.empty(),
                RelaySettings.Addresses.ANY,
                Optional.empty(),
                false,
                Duration.ofSeconds(30),
                true,
                List.of());
        SendingRules rules = new SendingRules(
                true, relay, Duration.ofMinutes(5), Duration.ofHours(4), Duration.ofDays(5), 100, 5, 2);
        LocalAddresses addresses =
                LocalAddresses.of(List.of(new Domain("example.org")), name -> Optional.of(name.value()), "anna");
        return MailQueue.start(
                        directory.resolve("queue"),
                        rules,
                        StoreDelivery.into(store, addresses),
                        addresses,
                        Passage.STRAIGHT,
                        new Surroundings("mail.example.org", now::get, random::nextBytes),
                        MessageLog.NONE,
                        EvidenceSink.NONE)
                .orElseThrow();
    }

    private QueueId send(MailQueue queue, ReversePath from, MailOptions options, Set<RecipientRequest> requests)
            throws Exception {
        return send(queue, from, options, requests, Acceptance.NONE);
    }

    private QueueId send(
            MailQueue queue,
            ReversePath from,
            MailOptions options,
            Set<RecipientRequest> requests,
            Acceptance acceptance)
            throws Exception {
        Peer.Endpoint here = new Peer.Endpoint("127.0.0.1", 25);
        Origin origin = new Origin(Peer.inClear("c1", here, here), "me", Origin.Submitter.UNKNOWN, now.get());
        QueueId id = QueueId.next(now.get(), random::nextBytes);
        Envelope envelope = new Envelope(id, from, options, origin)
                .and(new Envelope.Recipient(Mails.path("tim@example.net"), requests));
        try (Consignment consignment = queue.delivery().open(envelope)) {
            String text = "Received: here; id " + id + "\r\n" + Mails.TEXT;
            consignment.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            consignment.commit(Consignment.Settlement.TOGETHER, acceptance);
        }
        return id;
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private List<String> waiting() {
        return assertDoesNotThrow(() -> QueueTool.of(directory.resolve("queue")).ids());
    }

    private String shown(QueueId id) throws Exception {
        return String.valueOf(QueueTool.of(directory.resolve("queue")).show(id));
    }

    private Mailbox inbox() throws Exception {
        return store.account("anna").mailbox(MailboxName.INBOX);
    }

    private String mail(int n) throws Exception {
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
