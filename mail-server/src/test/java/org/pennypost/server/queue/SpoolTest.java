package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/** {@code -Dpennypost.queued=100000} for the long form of the last one. */
class SpoolTest {
    private static final int QUEUED = Integer.getInteger("pennypost.queued", 500);

    @TempDir
    Path directory;

    @Test
    void keepsContentAndEnvelope() throws Exception {
        QueuedMessage message;
        try (Spool spool = open(10)) {
            message = Mails.add(spool, Mails.message("tim@example.net", "tom@example.com"));
        }
        List<QueuedMessage> found = new ArrayList<>();
        try (Spool spool = open(10)) {
            spool.recovery().run(found::add);
            assertEquals(List.of(message), found);
            ByteBuffer octets = ByteBuffer.allocate(100);
            try (Content.Reader reader = spool.content(message).open()) {
                reader.read(0, octets);
            }
            assertEquals(
                    Mails.TEXT, StandardCharsets.US_ASCII.decode(octets.flip()).toString());
        }
    }

    @Test
    void aMessageIsNotReadBeyondItsEnd() throws Exception {
        try (Spool spool = open(10)) {
            QueuedMessage message = Mails.add(spool, Mails.message("tim@example.net"));
            ByteBuffer octets = ByteBuffer.allocate(Mails.TEXT.length());
            try (Content.Reader reader = spool.content(message).open()) {
                assertEquals(3, reader.read(Mails.TEXT.length() - 3, octets));
                assertEquals(-1, reader.read(Mails.TEXT.length(), octets));
            }
        }
    }

    @Test
    void whatHasChangedCountsAndNotWhatItWas() throws Exception {
        QueuedMessage message;
        try (Spool spool = open(10)) {
            message = Mails.add(spool, Mails.message("tim@example.net", "tom@example.com"));
            done(spool, message, "tim@example.net");
        }
        List<QueuedMessage> found = new ArrayList<>();
        try (Spool spool = open(10)) {
            spool.recovery().run(found::add);
            assertEquals(List.of(spool.find(message.id()).orElseThrow()), found);
            assertEquals(
                    1,
                    found.get(0).recipients().stream()
                            .filter(QueuedRecipient::waits)
                            .count());
        }
    }

    @Test
    void whatCannotBeLookedAtIsNeitherUnchangedNorGone() throws Exception {
        QueuedMessage message;
        try (Spool spool = open(10)) {
            message = Mails.add(spool, Mails.message("tim@example.net", "tom@example.com"));
            done(spool, message, "tim@example.net");
        }
        Path envelope = directory.resolve(Spool.ENVELOPES).resolve(message.id().text());
        Path kept = Files.move(envelope, directory.resolve("kept"));
        Files.createSymbolicLink(envelope, envelope.getFileName()); // leads to itself
        List<QueuedMessage> found = new ArrayList<>();
        try (Spool spool = open(10)) {
            spool.recovery().run(found::add);
            assertEquals(List.of(), found, "who had it would get it again");
            assertThrows(StoreException.class, () -> spool.find(message.id()));
        }
        Files.move(kept, envelope, StandardCopyOption.REPLACE_EXISTING);
        Path octets = directory.resolve(Spool.MESSAGES).resolve(message.id().text());
        Files.move(octets, kept);
        Files.createSymbolicLink(octets, octets.getFileName());
        try (Spool spool = open(10)) {
            spool.recovery().run(found::add);
            assertTrue(Files.exists(envelope));
        }
    }

    @Test
    void theEnvelopeKeepsAllThatWasAskedFor() {
        MailOptions options = MailOptions.NONE
                .size(3)
                .body(MailOptions.Body.EIGHT_BIT_MIME)
                .withSmtpUtf8()
                .with(new MailRequest.EnvelopeId("a+b=c d"))
                .with(new MailRequest.Return(MailRequest.Return.Amount.FULL))
                .with(new MailRequest.Priority(-3))
                .with(new MailRequest.DeliverBy(-120, MailRequest.DeliverBy.Mode.NOTIFY, true))
                .with(new MailRequest.RequireTls());
        Envelope.Recipient recipient = new Envelope.Recipient(
                Mails.path("d\u00f6rte@b\u00fccher.example"),
                Set.of(
                        new RecipientRequest.Notify(Set.of(RecipientRequest.Notify.Event.DELAY)),
                        new RecipientRequest.OriginalRecipient("rfc822", "x+y@example.org")));
        QueuedMessage message = new QueuedMessage(
                Mails.id(),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Instant.parse("2026-02-02T03:04:05Z"),
                true,
                Mails.from("anna@example.org"),
                options,
                List.of(
                        QueuedRecipient.first(recipient, Mails.NOW).again(Mails.NOW, "4.2.2 full"),
                        QueuedRecipient.first(new Envelope.Recipient(Mails.path("b@c.example")), Mails.NOW)
                                .withWarning()
                                .done(QueuedRecipient.State.FAILED, "")));
        assertEquals(message, EnvelopeFile.parse(EnvelopeFile.text(message)));
    }

    @Test
    void noChangeOfAnOctetIsOverlooked() {
        byte[] text = EnvelopeFile.text(Mails.message("tim@example.net"));
        for (int i = 0; i < text.length; i++) {
            byte[] damaged = text.clone();
            damaged[i] ^= 1;
            assertThrows(IllegalArgumentException.class, () -> EnvelopeFile.parse(damaged));
        }
    }

    @Test
    void whatWasNotAcknowledgedGoesAndWhatIsDamagedIsSetAside() throws Exception {
        QueuedMessage good;
        QueuedMessage bad;
        QueuedMessage shorter;
        try (Spool spool = open(10)) {
            good = Mails.add(spool, Mails.message("tim@example.net"));
            bad = Mails.add(spool, Mails.message("tim@example.net"));
            shorter = Mails.add(spool, Mails.message("tim@example.net"));
        }
        Files.writeString(directory.resolve("tmp/draft1"), "half a");
        Files.writeString(directory.resolve("envelopes/" + Mails.id()), "of a message that has left");
        Files.writeString(directory.resolve("envelopes/" + bad.id()), "nonsense");
        Path cut = directory.resolve("messages/" + shorter.id());
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) - 1));
        List<QueuedMessage> found = new ArrayList<>();
        try (Spool spool = open(10)) {
            spool.recovery().run(found::add);
        }
        assertEquals(List.of(good), found);
        assertEquals(0, files("tmp"));
        assertEquals(1, files("messages"));
        assertEquals(0, files("envelopes"));
        assertEquals(3, files("damaged"), "nothing is deleted that was acknowledged");
    }

    @Test
    void whatWasNotAcknowledgedBecauseTheDiskFailedIsNotFoundAgain() throws Exception {
        SharedSync failing = new SharedSync(() -> {
            throw new IOException("no");
        });
        try (Spool spool = Spool.open(directory, 10, any -> failing).orElseThrow()) {
            assertThrows(StoreException.class, () -> Mails.add(spool, Mails.message("tim@example.net")));
            assertEquals(0, spool.count());
        }
        assertEquals(List.of(), Spool.names(directory));
    }

    @Test
    void aMessageLeavesWhenItsLastRecipientIsDone() throws Exception {
        try (Spool spool = open(10)) {
            QueuedMessage message = Mails.add(spool, Mails.message("tim@example.net", "tom@example.com"));
            done(spool, message, "tim@example.net");
            assertTrue(spool.find(message.id()).isPresent());
            done(spool, message, "tom@example.com");
            assertEquals(Optional.empty(), spool.find(message.id()));
            assertEquals(0, files("messages") + files("envelopes"));
            assertEquals(0, spool.count());
        }
    }

    @Test
    void isBoundedAndOneProcessHasIt() throws Exception {
        try (Spool spool = open(2)) {
            Mails.add(spool, Mails.message("tim@example.net"));
            Mails.add(spool, Mails.message("tim@example.net"));
            StoreException full = assertThrows(StoreException.class, spool::draft);
            assertEquals(StoreException.Reason.LIMIT, full.reason());
            assertEquals(Optional.empty(), Spool.open(directory, 2));
        }
    }

    @Test
    void whatWasThereIsShownOnceWhileTheSpoolIsInUse() throws Exception {
        Set<QueueId> old = new HashSet<>();
        try (Spool spool = open(1000)) {
            for (int i = 0; i < 100; i++) {
                old.add(Mails.add(spool, Mails.message("tim@example.net")).id());
            }
        }
        try (Spool spool = open(1000)) {
            assertEquals(100, spool.count());
            Mails.add(spool, Mails.message("tim@example.net")); // whoever adds one knows it
            QueueId gone = old.iterator().next();
            spool.remove(gone);
            old.remove(gone);
            List<QueueId> found = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch shown = new CountDownLatch(old.size());
            spool.recovery().begin(message -> {
                found.add(message.id());
                shown.countDown();
            });
            assertTrue(shown.await(30, TimeUnit.SECONDS), () -> found.size() + " shown");
            spool.recovery().run(message -> found.add(message.id()));
            assertEquals(old.size(), found.size());
            assertEquals(old, new HashSet<>(found));
            assertEquals(100, spool.count());
        }
    }

    @Test
    void opensManyInSeconds() throws Exception {
        open(1).close();
        for (int i = 0; i < QUEUED; i++) { // as the spool would, without a sync for each
            QueuedMessage message = Mails.message("tim@d" + i % 1000 + ".example");
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(Mails.TEXT.getBytes(StandardCharsets.US_ASCII));
            file.writeBytes(MessageFile.end(message).array());
            Files.write(directory.resolve("messages/" + message.id()), file.toByteArray());
        }
        long start = System.nanoTime();
        List<Task> tasks = new ArrayList<>();
        try (Spool spool = open(QUEUED)) {
            spool.recovery()
                    .run(message -> tasks.add(new Task(
                            new Task.Key(message.id(), "example"),
                            0,
                            message.recipients().get(0).due(),
                            Mails.NOW)));
            assertEquals(QUEUED, spool.count());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.toSeconds() < 60, () -> QUEUED + " took " + took);
        System.out.println("opened a queue of " + QUEUED + " messages in " + took.toMillis() + " ms");
    }

    private Spool open(int most) throws IOException {
        return Spool.open(directory, most).orElseThrow();
    }

    private static void done(Spool spool, QueuedMessage message, String address) throws StoreException {
        spool.change(
                message.id(),
                now -> now.each(recipient -> recipient.recipient().path().equals(Mails.path(address))
                        ? recipient.done(QueuedRecipient.State.DELIVERED, "")
                        : recipient));
    }

    private int files(String part) throws IOException {
        try (var list = Files.list(directory.resolve(part))) {
            return (int) list.count();
        }
    }
}
