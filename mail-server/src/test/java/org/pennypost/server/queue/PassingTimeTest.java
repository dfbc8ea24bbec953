package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Acceptance;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.RelaySettings;

/** Hours and days that pass at once. */
class PassingTimeTest extends QueueInTime {
    private static final UnaryOperator<String> NOT_NOW = line -> line.startsWith("RCPT") ? "450 4.2.1 not now" : line;

    // RFC5321-4.5.4.1-b RFC5321-4.5.4.1-d RFC3464-2.3.9-b RFC3464-2.3.3-d RFC3464-3-c RFC3461-4.1-d
    @Test
    void theSenderIsWarnedAfterHoursAndGetsItBackAfterDays() throws Exception {
        try (Remote remote = new Remote(NOT_NOW);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
            pass(Duration.ofHours(4));
            ParsedReport warning = ParsedReport.of(mail(1));
            assertEquals("delayed", warning.recipient(0, "Action"));
            assertEquals("4.4.7", warning.recipient(0, "Status"));
            assertNull(warning.recipient(0, "Last-Attempt-Date"), "that was hours ago");
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

    @Test
    void aClockThatIsSetBackLeavesNothingLyingUntilTheTimeItHad() throws Exception {
        AtomicBoolean willing = new AtomicBoolean();
        pass(Duration.ofDays(300));
        try (Remote remote = new Remote(line -> willing.get() ? line : NOT_NOW.apply(line));
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
            willing.set(true);
            pass(Duration.ofDays(-300));
            assertTrue(remote.message().contains("id " + id));
            Office.await(() -> queue.size() == 0, () -> shown(id));
        }
    }

    @Test
    void norDoesAServerThatStartsWithTheClockSetBack() throws Exception {
        QueueId id;
        pass(Duration.ofDays(300));
        try (Remote remote = new Remote(NOT_NOW);
                MailQueue queue = open(remote)) {
            id = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
        }
        pass(Duration.ofDays(-300));
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            assertTrue(remote.message().contains("id " + id));
            Office.await(() -> queue.size() == 0, () -> shown(id));
        }
    }

    // RFC5321-4.5.4.1-d
    @Test
    void whatWaitedForUsIsTriedBeforeItIsReturned() throws Exception {
        QueueId id;
        try (Remote remote = new Remote(NOT_NOW);
                MailQueue queue = open(remote)) {
            id = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
        }
        pass(Duration.ofDays(6));
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            assertTrue(remote.message().contains("id " + id));
            Office.await(() -> queue.size() == 0, () -> shown(id));
            assertEquals(0, inbox().refresh().size());
        }
    }

    // RFC5321-4.5.4.1-d
    @Test
    void theDaysCountFromWhenAnOperatorReleasesIt() throws Exception {
        try (Remote remote = new Remote(NOT_NOW);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
            assertTrue(QueueTool.of(directory.resolve("queue")).wish("hold", id));
            pass(Duration.ofDays(6));
            assertTrue(QueueTool.of(directory.resolve("queue")).wish("release", id));
            Office.await(() -> shown(id).contains("2 attempts"), () -> shown(id));
            pass(Duration.ofDays(4));
            Office.await(() -> shown(id).contains("3 attempts"), () -> shown(id));
            assertEquals("delayed", ParsedReport.of(mail(1)).recipient(0, "Action"));
            pass(Duration.ofDays(1));
            assertEquals("failed", ParsedReport.of(mail(2)).recipient(0, "Action"));
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
                    () -> send(
                            queue,
                            envelope(Mails.from("anna@example.org"), MailOptions.NONE)
                                    .and(new Envelope.Recipient(Mails.path("tim@example.net"))),
                            Consignment.Settlement.TOGETHER,
                            unwitnessed));
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
        try (Warnings warnings = Warnings.of(Reporter.class);
                Remote remote = new Remote(line -> line.startsWith("RCPT") ? "550 5.1.1 no such user" : line);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, ReversePath.NULL, MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).equals("[]"), () -> shown(id));
            assertEquals(
                    List.of("mail from nobody, perhaps a report, is lost: " + id
                            + " to tim@example.net: 550 5.1.1 no such user"),
                    warnings.all());
            assertEquals(0, inbox().refresh().size());
        }
    }

    // RFC3207-6-e
    @Test
    void whatMustBeSecuredIsTriedAgainAndReturnedInTheEnd() throws Exception {
        UnaryOperator<String> without = line -> line.startsWith("EHLO")
                ? "250-mx.example.net\r\n250 STARTTLS"
                : line.equals("STARTTLS") ? "454 4.7.0 TLS not available now" : line;
        try (Remote remote = new Remote(without);
                MailQueue queue = open(remote, RelaySettings.Tls.REQUIRED, EvidenceSink.NONE)) {
            QueueId id = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
            pass(Duration.ofHours(3));
            Office.await(() -> shown(id).contains("2 attempts"), () -> shown(id));
            assertEquals(2, Collections.frequency(remote.commands(), "STARTTLS"));
            pass(Duration.ofDays(5));
            Office.await(() -> shown(id).equals("[]"), () -> shown(id));
            assertFalse(remote.hasMessage());
            assertTrue(mail(1).contains("Action: failed\r\nStatus: 5.4.7\r\n"), mail(1));
        }
    }

    // RFC4865-4.2-e RFC4865-6-e
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
            assertEquals("Received: here; id " + id + "\r\n" + Mails.TEXT, remote.message(), "no field says less");
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

    // RFC4865-5.1.2-b
    @Test
    void aReportSaysItWhenTheServerWasStoppedMeanwhile() throws Exception {
        UnaryOperator<String> refusing = line -> line.startsWith("RCPT") ? "550 5.1.1 no" : line;
        try (Remote remote = new Remote(refusing)) {
            try (MailQueue queue = open(remote)) {
                send(
                        queue,
                        Mails.from("anna@example.org"),
                        MailOptions.NONE.with(new MailRequest.HoldFor(60)),
                        Set.of());
            }
            pass(Duration.ofSeconds(70));
            try (MailQueue queue = open(remote)) {
                assertEquals("for;60", ParsedReport.of(mail(1)).message("Future-Release-Request"));
                Office.await(() -> queue.size() == 0, () -> "it stays");
            }
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

    private List<String> waiting() {
        return assertDoesNotThrow(() -> QueueTool.of(directory.resolve("queue")).ids());
    }
}
