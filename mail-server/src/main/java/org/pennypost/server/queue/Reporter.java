package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.RecipientRequest.Notify.Event;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.report.Report;
import org.pennypost.smtp.report.ReportText;

/**
 * Tells senders what became of their mail: RFC 3461 §5. A report comes from the null reverse-path and waits in the queue
 * like other mail; there is none about what came from there (RFC 5321 §4.5.5), and so none about a report.
 */
final class Reporter {
    private static final System.Logger LOG = System.getLogger(Reporter.class.getName());
    private static final int PIECE = 64 * 1024;
    /** A header section that is longer is returned in part. */
    private static final int HEADER = 64 * 1024;

    private final Queue queue;
    private final OwnMail mail;
    private final MailAddress from;

    /** @param from the address of the one who is in charge here */
    Reporter(Queue queue, OwnMail mail, MailAddress from) {
        this.queue = queue;
        this.mail = mail;
        this.from = from;
    }

    /** Whether the sender wants to hear of it: RFC 3461 §4.1; without a word, of failures and delays. */
    static boolean wanted(Envelope.Recipient recipient, Event event) {
        return recipient
                .request(RecipientRequest.Notify.class)
                .map(notify -> notify.events().contains(event))
                .orElse(event != Event.SUCCESS);
    }

    /** Queues a report about recipients with the same kind of fate; durable when this returns. */
    void report(QueuedMessage message, List<Report.Fate> fates) throws StoreException {
        Optional<MailAddress> sender = message.from().address();
        if (fates.isEmpty() || sender.isEmpty()) {
            fates.stream()
                    .filter(fate -> fate.action() == Report.Action.FAILED)
                    .forEach(fate -> tellOperator(message, fate));
            return;
        }
        QueueId id = queue.newId();
        Instant now = queue.now();
        Report report = new Report(
                queue.surroundings().hostName(),
                message.options().request(MailRequest.EnvelopeId.class).map(MailRequest.EnvelopeId::text),
                message.received(),
                message.deliverBy(),
                message.hold(),
                fates);
        ReportText text = ReportText.of(
                report,
                new ReportText.Letter(
                        from,
                        sender.get(),
                        now,
                        id.text(),
                        returnsAll(message, fates),
                        isEightBit(message),
                        message.options().smtpUtf8()));
        Envelope.Recipient to = new Envelope.Recipient(
                new ForwardPath.Recipient(sender.get()),
                Set.of(new RecipientRequest.Notify(Set.of()))); // RFC 3461 §6: NEVER
        boolean whole = returnsAll(message, fates);
        mail.send(id, options(message, text), to, letter -> {
            letter.write(text.before());
            if (text.encoded()) {
                Base64Sink lines = new Base64Sink(letter);
                write(message, whole, lines::write);
                lines.finish();
            } else {
                write(message, whole, letter::write);
            }
            letter.write(text.after());
        });
        queue.note(message.id(), "told the sender in " + id);
        queue.note(id, "a report about " + message.id() + " to " + sender.get());
    }

    private static MailOptions options(QueuedMessage message, ReportText text) {
        MailOptions options =
                MailOptions.NONE.body(text.eightBit() ? MailOptions.Body.EIGHT_BIT_MIME : MailOptions.Body.SEVEN_BIT);
        if (requiresTls(message)) {
            options = options.with(new MailRequest.RequireTls()); // RFC 8689 §5
        }
        if (message.priority() != 0) {
            options = options.with(new MailRequest.Priority(message.priority())); // RFC 6710 §4.6
        }
        return text.utf8() ? options.withSmtpUtf8() : options;
    }

    /** RFC 3461 §5.2: nobody else can be told, and by mail it could fail again, without an end. */
    private static void tellOperator(QueuedMessage message, Report.Fate fate) {
        LOG.log(
                System.Logger.Level.WARNING,
                "mail from nobody, perhaps a report, is lost: " + message.id() + " to " + fate.address() + ": "
                        + fate.said());
    }

    private static boolean isEightBit(QueuedMessage message) {
        return message.options().smtpUtf8() || message.options().body() != MailOptions.Body.SEVEN_BIT;
    }

    private static boolean requiresTls(QueuedMessage message) {
        return message.options().request(MailRequest.RequireTls.class).isPresent();
    }

    /** RFC 3461 §4.3: the whole with a report of failure only, and only if it was asked for; RFC 8689 §5: else not. */
    private static boolean returnsAll(QueuedMessage message, List<Report.Fate> fates) {
        boolean failed = fates.get(0).action() == Report.Action.FAILED;
        boolean asked = message.options()
                .request(MailRequest.Return.class)
                .map(amount -> amount.amount() == MailRequest.Return.Amount.FULL)
                .orElse(false);
        return failed && asked && !requiresTls(message) && message.options().body() != MailOptions.Body.BINARY_MIME;
    }

    private interface Sink {
        void write(ByteBuffer octets) throws StoreException;
    }

    private void write(QueuedMessage message, boolean whole, Sink letter) throws StoreException {
        Content content = queue.spool().content(message);
        try (Content.Reader reader = content.open()) {
            if (!whole) {
                letter.write(header(reader));
                return;
            }
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            long offset = 0;
            for (int count = reader.read(offset, piece); count >= 0; count = reader.read(offset, piece.clear())) {
                offset += count;
                letter.write(piece.flip());
            }
        }
    }

    private static ByteBuffer header(Content.Reader reader) throws StoreException {
        ByteBuffer octets = ByteBuffer.allocate(HEADER);
        reader.read(0, octets);
        String text = StandardCharsets.ISO_8859_1.decode(octets.flip()).toString();
        int end = text.indexOf("\r\n\r\n");
        String lines = text.substring(0, end < 0 ? text.lastIndexOf("\r\n") + 2 : end + 2);
        return ByteBuffer.wrap(lines.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Those of one kind. */
    static List<Report.Fate> of(Report.Action action, List<Report.Fate> fates) {
        List<Report.Fate> same = new ArrayList<>(fates);
        same.removeIf(fate -> fate.action() != action);
        return same;
    }
}
