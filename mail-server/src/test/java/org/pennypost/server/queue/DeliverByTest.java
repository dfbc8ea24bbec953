package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.MailRequest.DeliverBy.Mode;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.RecipientRequest.Notify.Event;

/** What happens before the time is over that a message has: RFC 2852 §4.1. */
class DeliverByTest extends QueueInTime {
    private final AtomicReference<String> answer = new AtomicReference<>("250 2.1.5 ok");
    private final UnaryOperator<String> punctual = line -> line.startsWith("EHLO")
            ? "250-mx.example.net\r\n250-DSN\r\n250 DELIVERBY 60"
            : line.startsWith("RCPT") ? answer.get() : line;

    // RFC2852-4-c RFC2852-4.1.2-a RFC2852-4.1.2-b
    @Test
    void aTimeThatIsFarMakesNothingLaterAndKeepsNothingLonger() throws Exception {
        answer.set("450 4.2.1 not now");
        try (Remote remote = new Remote(punctual);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, by(Duration.ofDays(10), Mode.RETURN), "tim@example.net");
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
            pass(Duration.ofHours(5));
            Office.await(() -> shown(id).contains("2 attempts"), () -> shown(id));
            assertEquals("delayed", ParsedReport.of(mail(1)).recipient(0, "Action"));
            pass(Duration.ofDays(5));
            ParsedReport failure = ParsedReport.of(mail(2));
            assertEquals("failed", failure.recipient(0, "Action"));
            assertEquals("5.4.7", failure.recipient(0, "Status"));
            Office.await(() -> shown(id).equals("[]"), () -> shown(id));
        }
    }

    // RFC2852-4.1.1-a RFC3461-5.2.3-d
    @Test
    void whatIsDeliveredInTimeIsToldOfWhenItIsThere() throws Exception {
        try (Remote remote = new Remote(punctual);
                MailQueue queue = open(remote)) {
            send(queue, by(Duration.ofHours(1), Mode.RETURN), "anna@example.org", Event.SUCCESS);
            assertTrue(mail(1).contains(Mails.TEXT), mail(1));
            assertEquals("delivered", ParsedReport.of(mail(2)).recipient(0, "Action"));
        }
    }

    // RFC3461-5.2.3-b
    @Test
    void whoAsksForNoSuccessHearsOfNone() throws Exception {
        try (Remote remote = new Remote(punctual);
                MailQueue queue = open(remote)) {
            MailOptions later = MailOptions.NONE.with(new MailRequest.HoldFor(60)); // so that the queue delivers it
            List<QueueId> ids = List.of(
                    send(queue, later, "anna@example.org", Event.FAILURE, Event.DELAY),
                    send(queue, later, "anna@example.org"));
            pass(Duration.ofSeconds(70));
            for (QueueId id : ids) {
                Office.await(() -> shown(id).equals("[]"), () -> shown(id));
            }
            Office.await(() -> queue.size() == 0, () -> "somebody is told");
            assertEquals(2, inbox().refresh().size());
        }
    }

    // RFC2852-4.1.2-c
    @Test
    void whatCannotBeDeliveredComesBackBeforeItsTime() throws Exception {
        answer.set("550 5.1.1 no such user");
        try (Remote remote = new Remote(punctual);
                MailQueue queue = open(remote)) {
            MailOptions options = by(Duration.ofHours(1), Mode.NOTIFY);
            QueueId silent = send(queue, options, "tim@example.net", Event.DELAY);
            Office.await(() -> shown(silent).equals("[]"), () -> shown(silent));
            send(queue, options, "tim@example.net");
            assertEquals("5.1.1", ParsedReport.of(mail(1)).recipient(0, "Status"));
            send(queue, options, "tim@example.net", Event.FAILURE);
            assertEquals("failed", ParsedReport.of(mail(2)).recipient(0, "Action"));
            assertEquals(2, inbox().refresh().size());
        }
    }

    // RFC2852-4.1.4-b
    @Test
    void theNextServerHearsWhatIsLeftOfTheTimeAndThatItIsOver() throws Exception {
        answer.set("450 4.2.1 not now");
        try (Remote remote = new Remote(punctual);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue, by(Duration.ofHours(1), Mode.NOTIFY), "tim@example.net");
            Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
            assertEquals(List.of("MAIL FROM:<anna@example.org> BY=3600;N"), senders(remote));
            answer.set("250 2.1.5 ok");
            pass(Duration.ofMinutes(61));
            remote.message();
            assertEquals(
                    "MAIL FROM:<anna@example.org> BY=-60;N", senders(remote).get(1));
        }
    }

    // RFC2852-4.1.4-c
    @Test
    void whoWantsATraceHearsOfEachServer() throws Exception {
        try (Remote remote = new Remote(punctual);
                MailQueue queue = open(remote)) {
            MailOptions traced = MailOptions.NONE.with(new MailRequest.DeliverBy(3600, Mode.RETURN, true));
            send(queue, traced, "tim@example.net");
            assertEquals("relayed", ParsedReport.of(mail(1)).recipient(0, "Action"));
            send(queue, traced, "tim@example.net", Event.FAILURE);
            assertEquals("relayed", ParsedReport.of(mail(2)).recipient(0, "Action"));
            QueueId never =
                    send(queue, Mails.from("anna@example.org"), traced, Set.of(new RecipientRequest.Notify(Set.of())));
            Office.await(() -> shown(never).equals("[]"), () -> shown(never));
            Office.await(() -> queue.size() == 0, () -> "somebody is told");
            assertEquals(2, inbox().refresh().size());
            assertFalse(senders(remote).isEmpty());
        }
    }

    private QueueId send(MailQueue queue, MailOptions options, String recipient, Event... events) throws Exception {
        Set<RecipientRequest> requests =
                events.length == 0 ? Set.of() : Set.of(new RecipientRequest.Notify(Set.of(events)));
        return send(queue, Mails.from("anna@example.org"), options, requests, recipient);
    }

    private static MailOptions by(Duration time, Mode mode) {
        return MailOptions.NONE.with(new MailRequest.DeliverBy(time.toSeconds(), mode, false));
    }

    private static List<String> senders(Remote remote) {
        List<String> senders = new ArrayList<>(remote.commands());
        senders.removeIf(line -> !line.startsWith("MAIL"));
        return senders;
    }
}
