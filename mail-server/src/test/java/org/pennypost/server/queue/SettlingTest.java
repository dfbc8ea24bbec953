package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.Acceptance;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.RecipientRequest.Notify;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;

/** What came of an attempt is not forgotten because it cannot be written down. */
class SettlingTest extends QueueInTime {
    private static final UnaryOperator<String> REFUSING = line -> line.startsWith("RCPT") ? "550 5.1.1 no" : line;

    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean starving = new AtomicBoolean();
    private final AtomicInteger tried = new AtomicInteger();
    private final EvidenceSink evidence = new EvidenceSink() {
        @Override
        public void record(Event event) throws StoreException {
            settle();
        }

        @Override
        public void note(Event event) {
            // it has room for some in memory
        }

        @Override
        public void settle() throws StoreException {
            if (starving.get()) {
                tried.incrementAndGet();
                throw new OutOfMemoryError("Java heap space");
            }
            if (full.get()) {
                tried.incrementAndGet();
                throw new StoreException(StoreException.Reason.UNAVAILABLE, "the disk is full");
            }
        }
    };

    @Test
    void whatAnotherServerTookIsNotSentAgainAndNothingElseIsSentMeanwhile() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote, evidence)) {
            full.set(true);
            QueueId first = send(queue);
            assertTrue(remote.message().contains("id " + first));
            passWhileItIsFull();
            QueueId second = send(queue);
            passWhileItIsFull();
            assertFalse(remote.hasMessage(), () -> "" + remote.commands());
            assertTrue(shown(first).contains("waiting"), shown(first));
            full.set(false);
            assertTrue(remote.message().contains("id " + second));
            Office.await(() -> shown(first).equals("[]") && shown(second).equals("[]"), () -> shown(first));
            assertFalse(remote.hasMessage(), () -> "" + remote.commands());
        }
    }

    /** The threads of the queue go on, and what they had done by then stands. */
    @Test
    void whatAnotherServerTookIsNotSentAgainForWantOfMemory() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote, evidence)) {
            starving.set(true);
            QueueId first = send(queue);
            assertTrue(remote.message().contains("id " + first));
            passWhileItIsFull();
            starving.set(false);
            Office.await(() -> queue.size() == 0, () -> shown(first));
            QueueId second = send(queue);
            assertTrue(remote.message().contains("id " + second));
            Office.await(() -> queue.size() == 0, () -> shown(second));
            assertFalse(remote.hasMessage(), () -> "" + remote.commands());
        }
    }

    @Test
    void whatOurOwnStoreTookIsNotStoredAgain() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote, evidence)) {
            full.set(true);
            Set<RecipientRequest> success = Set.of(new Notify(Set.of(Notify.Event.SUCCESS)));
            QueueId id = send(queue, Mails.from("tim@example.net"), MailOptions.NONE, success, "anna@example.org");
            passWhileItIsFull();
            full.set(false);
            assertTrue(remote.message().contains("Action: delivered"));
            Office.await(() -> queue.size() == 0, () -> shown(id));
            assertEquals(1, inbox().refresh().size());
        }
    }

    @Test
    void theSenderHearsOnceOfWhatWasRefusedOrTooLate() throws Exception {
        for (Duration time : new Duration[] {Duration.ZERO, Duration.ofDays(6)}) {
            int before = inbox().refresh().size();
            UnaryOperator<String> answers =
                    line -> time.isZero() || !line.startsWith("RCPT") ? REFUSING.apply(line) : "450 4.2.1 not now";
            try (Remote remote = new Remote(answers);
                    MailQueue queue = open(remote, evidence)) {
                full.set(time.isZero());
                QueueId id = send(queue);
                if (!time.isZero()) {
                    Office.await(() -> shown(id).contains("1 attempt,"), () -> shown(id));
                    full.set(true);
                    pass(time);
                }
                passWhileItIsFull();
                full.set(false);
                Office.await(() -> queue.size() == 0, () -> shown(id)); // the report has arrived, too
                assertEquals(before + 1, inbox().refresh().size());
            }
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsWrittenLater() throws Exception {
        Path drafts = directory.resolve("queue/tmp");
        UnaryOperator<String> answers = line -> {
            if (line.startsWith("RCPT")) {
                assertTrue(drafts.toFile().delete());
            }
            return REFUSING.apply(line);
        };
        try (Remote remote = new Remote(answers);
                MailQueue queue = open(remote)) {
            QueueId id = send(queue);
            Office.await(
                    () -> remote.commands().contains("QUIT")
                            || remote.commands().contains("(gone)"),
                    () -> "" + remote.commands());
            pass(Duration.ofMinutes(6));
            Files.createDirectory(drafts);
            mail(1);
            Office.await(() -> shown(id).equals("[]"), () -> shown(id));
            assertEquals(1, remote.connections());
        }
    }

    @Test
    void troubleWithOneMessageHoldsUpNoOther() throws Exception {
        Envelope first = manyRecipients();
        Path envelope = directory.resolve("queue/envelopes").resolve(first.id().text());
        UnaryOperator<String> damaging = line -> {
            if (line.equals(".") && !Files.exists(envelope)) {
                assertDoesNotThrow(() -> Files.writeString(envelope, "nonsense"));
            }
            return line;
        };
        try (Remote remote = new Remote(damaging);
                MailQueue queue = open(remote)) {
            send(queue, first, Consignment.Settlement.TOGETHER, Acceptance.NONE);
            assertTrue(remote.message().contains("id " + first.id()));
            for (int i = 0; i < 2; i++) {
                pass(Duration.ofMinutes(6));
                QueueId next = send(queue);
                assertTrue(remote.message().contains("id " + next));
            }
            Files.delete(envelope);
            Office.await(() -> queue.size() == 0, () -> queue.size() + " are left");
            assertFalse(remote.hasMessage(), () -> "" + remote.commands());
        }
    }

    /** So many that its envelope is read each time. */
    private Envelope manyRecipients() {
        Envelope envelope = envelope(Mails.from("anna@example.org"), MailOptions.NONE);
        for (int i = 0; i < 11; i++) {
            envelope = envelope.and(new Envelope.Recipient(Mails.path("tim" + i + "@example.net")));
        }
        return envelope;
    }

    private QueueId send(MailQueue queue) throws Exception {
        return send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
    }

    private void passWhileItIsFull() throws Exception {
        for (int i = 0; i < 2; i++) {
            int before = tried.get();
            pass(Duration.ofMinutes(6));
            Office.await(() -> tried.get() > before + 1, () -> "nobody tries");
        }
    }
}
