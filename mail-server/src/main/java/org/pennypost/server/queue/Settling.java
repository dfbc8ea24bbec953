package org.pennypost.server.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.RecipientRequest.Notify.Event;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.queue.Unsettled.Deed;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.report.Report;
import org.pennypost.smtp.report.Report.Action;

/**
 * What follows from an attempt, and from time that passes: the next attempt, a report, or the end. A report is durable
 * before the envelope says so: a crash between them may tell the sender twice, and never leaves him without an answer.
 * What cannot be written down now stays {@link Unsettled}.
 */
final class Settling {
    private final Queue queue;
    private final Unsettled unsettled;
    private final Reporter reporter;
    private final RandomGenerator random;

    Settling(Queue queue, Unsettled unsettled, Reporter reporter, RandomGenerator random) {
        this.queue = queue;
        this.unsettled = unsettled;
        this.reporter = reporter;
        this.random = random;
    }

    /** A task was attempted. */
    void settle(Task task, QueuedMessage message, List<Envelope.Recipient> recipients, List<Outcome> outcomes) {
        Map<Envelope.Recipient, Outcome> results = new LinkedHashMap<>();
        for (int i = 0; i < recipients.size(); i++) {
            results.put(recipients.get(i), outcomes.get(i));
            note(task, recipients.get(i), outcomes.get(i));
        }
        Instant now = queue.now();
        QueueEvidence evidence = new QueueEvidence(queue);
        List<Deed> deeds = new ArrayList<>(reports(message, results));
        // before the envelope says so: what is witnessed twice is no lie, what is not could be denied
        results.forEach((recipient, outcome) ->
                deeds.add(new Deed(true, () -> evidence.attempted(message, recipient, outcome))));
        deeds.add(new Deed(true, queue.evidence()::settle));
        deeds.add(new Deed(
                false,
                () -> queue.finish(
                        task.key(),
                        current -> current.each(recipient -> Optional.ofNullable(results.get(recipient.recipient()))
                                .filter(outcome -> recipient.waits())
                                .map(outcome -> after(recipient, outcome, now))
                                .orElse(recipient)))));
        unsettled.settle(task.key(), deeds);
    }

    /** Time has passed: who is late is warned of, who is too late is given up. */
    void review(Task task) throws StoreException {
        Optional<QueuedMessage> found = queue.spool().find(task.key().id());
        if (found.isEmpty() || found.get().held()) {
            queue.ended(task.key());
            return;
        }
        QueuedMessage message = found.get();
        Instant now = queue.now();
        boolean expired = !queue.expiry(message).isAfter(now);
        if (expired && !isTooLate(message, now) && isUntried(task, message, now)) {
            queue.reviewLater(task);
            return;
        }
        List<Report.Fate> fates = new ArrayList<>();
        for (QueuedRecipient recipient : message.recipients()) {
            if (concerns(task, recipient) && (expired || !recipient.warned())) {
                fates.add(late(message, recipient, expired));
            }
        }
        List<Deed> deeds = new ArrayList<>(wanted(message, fates));
        if (expired) {
            QueueEvidence evidence = new QueueEvidence(queue);
            fates.forEach(fate ->
                    deeds.add(new Deed(true, () -> evidence.bounced(message, fate.recipient(), fate.said()))));
            deeds.add(new Deed(true, queue.evidence()::settle));
            queue.note(message.id(), "given up at " + task.destination() + ": too late");
        }
        deeds.add(new Deed(
                false,
                () -> queue.finish(
                        task.key(),
                        current -> current.each(recipient -> !concerns(task, recipient)
                                ? recipient
                                : expired
                                        ? recipient.done(QueuedRecipient.State.FAILED, "expired: " + recipient.said())
                                        : recipient.withWarning()))));
        unsettled.settle(task.key(), deeds);
    }

    /** RFC 2852 §4.1.3: then it may not even be delivered. */
    private static boolean isTooLate(QueuedMessage message, Instant now) {
        return message.returnsWhenLate()
                && message.deliverBy().filter(by -> !by.isAfter(now)).isPresent();
    }

    /** Nothing is given up before it was tried: it may be that only we were not there, or an operator held it. */
    private boolean isUntried(Task task, QueuedMessage message, Instant now) {
        return !queue.isBlocked(task.destination())
                && message.recipients().stream()
                        .anyMatch(recipient ->
                                concerns(task, recipient) && !recipient.due().isAfter(now));
    }

    private boolean concerns(Task task, QueuedRecipient recipient) {
        return recipient.waits()
                && queue.places().destination(recipient.recipient()).equals(task.destination());
    }

    private QueuedRecipient after(QueuedRecipient recipient, Outcome outcome, Instant now) {
        return switch (outcome.kind()) {
            case DELIVERED -> recipient.done(QueuedRecipient.State.DELIVERED, outcome.text());
            case REFUSED -> recipient.done(QueuedRecipient.State.FAILED, outcome.text());
            case DEFERRED ->
                recipient.again(queue.policy().again(recipient.attempts() + 1, now, random), outcome.text());
        };
    }

    private List<Deed> reports(QueuedMessage message, Map<Envelope.Recipient, Outcome> results) {
        List<Report.Fate> fates = new ArrayList<>();
        List<Report.Fate> relayed = new ArrayList<>();
        results.forEach((recipient, outcome) -> {
            if (isRelayedAgainstTime(message, recipient, outcome)) {
                relayed.add(fate(Action.RELAYED, recipient, outcome));
            } else if (outcome.kind() == Outcome.Kind.REFUSED) {
                fates.add(fate(Action.FAILED, recipient, outcome));
            } else if (outcome.kind() == Outcome.Kind.DELIVERED && !outcome.reports()) {
                Action action = success(outcome);
                fates.add(fate(action, recipient, outcome));
            }
        });
        List<Deed> deeds = new ArrayList<>();
        deeds.add(new Deed(false, () -> reporter.report(message, relayed)));
        deeds.addAll(wanted(message, fates));
        return deeds;
    }

    /** RFC 2852 §4.1.4 (trace) and §4.1.4.2: the sender hears that it has left for a server that watches no clock. */
    private static boolean isRelayedAgainstTime(QueuedMessage message, Envelope.Recipient recipient, Outcome outcome) {
        boolean never = recipient
                .request(RecipientRequest.Notify.class)
                .filter(notify -> notify.events().isEmpty())
                .isPresent();
        return outcome.kind() == Outcome.Kind.DELIVERED
                && outcome.reply().isPresent()
                && !never
                && message.options()
                        .request(MailRequest.DeliverBy.class)
                        .filter(by -> by.trace() || !outcome.offered().contains("DELIVERBY"))
                        .isPresent();
    }

    /** RFC 3461 §5.2.2, §5.2.3 and §5.2.7.3 (c). */
    private static Action success(Outcome outcome) {
        if (outcome.reply().isPresent()) {
            return Action.RELAYED;
        }
        return outcome.text().equals(LocalCarrier.EXPANDED) ? Action.EXPANDED : Action.DELIVERED;
    }

    /** The reports on those of whom the sender wants to hear. */
    private List<Deed> wanted(QueuedMessage message, List<Report.Fate> fates) {
        List<Deed> deeds = new ArrayList<>();
        for (Action action : Action.values()) {
            List<Report.Fate> wanted = Reporter.of(action, fates).stream()
                    .filter(fate -> Reporter.wanted(fate.recipient(), event(action)))
                    .toList();
            deeds.add(new Deed(false, () -> reporter.report(message, wanted)));
        }
        return deeds;
    }

    private static Event event(Action action) {
        return switch (action) {
            case FAILED -> Event.FAILURE;
            case DELAYED -> Event.DELAY;
            case DELIVERED, RELAYED, EXPANDED -> Event.SUCCESS;
        };
    }

    /** RFC 3463 §3.5: X.4.7, delivery time expired. */
    private Report.Fate late(QueuedMessage message, QueuedRecipient recipient, boolean expired) {
        String said = recipient.said().isEmpty() ? "it has waited for its turn" : recipient.said();
        Outcome outcome = expired
                ? Outcome.refused(Outcome.Stage.CONNECTION, "5.4.7", "given up; the last answer was: " + said)
                : Outcome.deferred(Outcome.Stage.CONNECTION, "4.4.7", said);
        return fate(
                expired ? Action.FAILED : Action.DELAYED,
                recipient.recipient(),
                outcome,
                Optional.empty(), // RFC 3464 §2.3.7: now is not when it was tried last
                expired ? Optional.empty() : Optional.of(queue.expiry(message)));
    }

    private Report.Fate fate(Action action, Envelope.Recipient recipient, Outcome outcome) {
        return fate(action, recipient, outcome, Optional.of(queue.now()), Optional.empty());
    }

    private Report.Fate fate(
            Action action,
            Envelope.Recipient recipient,
            Outcome outcome,
            Optional<Instant> tried,
            Optional<Instant> until) {
        return new Report.Fate(
                action,
                queue.places().address(recipient),
                recipient,
                outcome.status(),
                outcome.text(),
                outcome.reply().flatMap(reply -> outcome.server()),
                tried,
                until);
    }

    private void note(Task task, Envelope.Recipient recipient, Outcome outcome) {
        String what = switch (outcome.kind()) {
            case DELIVERED -> "delivered to ";
            case DEFERRED -> "not yet delivered to ";
            case REFUSED -> "refused for ";
        };
        String where =
                task.destination().isEmpty() ? "" : " by " + outcome.server().orElse(task.destination());
        queue.note(task.key().id(), what + recipient.path() + where + ": " + outcome.text());
        boolean inside = task.destination().isEmpty();
        queue.settled(
                switch (outcome.kind()) {
                    case DELIVERED -> inside ? MessageLog.Fate.DELIVERED : MessageLog.Fate.SENT;
                    case DEFERRED -> MessageLog.Fate.DEFERRED;
                    case REFUSED -> MessageLog.Fate.RETURNED;
                });
    }
}
