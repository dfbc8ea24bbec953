package org.pennypost.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.QueueId;

/**
 * A message that waits: its envelope, with the state of each recipient. Immutable.
 *
 * @param id our name for it
 * @param received when we took it
 * @param since from when on it waits: when it was received, or when it was released (RFC 4865), by an operator, too
 * @param held whether an operator has stopped it
 * @param from where reports go
 * @param options what the sender declared and asked for
 * @param recipients one or more
 */
record QueuedMessage(
        QueueId id,
        Instant received,
        Instant since,
        boolean held,
        ReversePath from,
        MailOptions options,
        List<QueuedRecipient> recipients) {
    QueuedMessage {
        recipients = List.copyOf(recipients);
    }

    QueuedMessage held(boolean now) {
        return new QueuedMessage(id, received, since, now, from, options, recipients);
    }

    /** The same, free, and waiting since then if it was not. */
    QueuedMessage released(Instant now) {
        Instant waiting = held && now.isAfter(since) ? now : since;
        return new QueuedMessage(id, received, waiting, false, from, options, recipients);
    }

    /** The same with each recipient changed. */
    QueuedMessage each(UnaryOperator<QueuedRecipient> change) {
        return new QueuedMessage(
                id,
                received,
                since,
                held,
                from,
                options,
                recipients.stream().map(change).toList());
    }

    /** The same for some of its recipients. */
    QueuedMessage only(Set<Envelope.Recipient> some) {
        List<QueuedRecipient> left = recipients.stream()
                .filter(recipient -> some.contains(recipient.recipient()))
                .toList();
        return new QueuedMessage(id, received, since, held, from, options, left);
    }

    boolean finished() {
        return recipients.stream().noneMatch(QueuedRecipient::waits);
    }

    /** RFC 2852 §4: when it is to be delivered; empty if nothing is said. */
    Optional<Instant> deliverBy() {
        return options.request(MailRequest.DeliverBy.class).map(by -> received.plusSeconds(by.seconds()));
    }

    /** RFC 2852 §4.1.3: whether it is returned if it cannot be delivered in time. */
    boolean returnsWhenLate() {
        return options.request(MailRequest.DeliverBy.class)
                .filter(by -> by.mode() == MailRequest.DeliverBy.Mode.RETURN)
                .isPresent();
    }

    /** RFC 4865 §5.1.2: until when the sender wanted it to be held, in his words; empty if he did not. */
    Optional<String> hold() {
        return options.request(MailRequest.HoldFor.class)
                .map(hold -> "for;" + hold.seconds())
                .or(() -> options.request(MailRequest.HoldUntil.class).map(hold -> "until;" + hold.time()));
    }

    /** What is asked of the next server; RFC 2852 §4.1.4: the time that is left. */
    MailOptions passedOn(Instant now) {
        Optional<MailRequest.DeliverBy> by = options.request(MailRequest.DeliverBy.class);
        if (by.isEmpty()) {
            return options;
        }
        Set<MailRequest> requests = new HashSet<>(options.requests());
        requests.remove(by.get());
        long left = Duration.between(now, deliverBy().orElseThrow()).toSeconds();
        requests.add(new MailRequest.DeliverBy(left, by.get().mode(), by.get().trace()));
        return new MailOptions(options.body(), options.smtpUtf8(), options.size(), options.submitter(), requests);
    }

    /** RFC 6710 §3: 0 if nothing is said. */
    int priority() {
        return options.request(MailRequest.Priority.class)
                .map(MailRequest.Priority::value)
                .orElse(0);
    }
}
