package org.pennypost.server.queue;

import java.util.List;
import java.util.Optional;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outgoing;

/** One connection to one destination: the task that it was opened for, then whatever else is due there. */
final class Delivering implements Errands, AutoCloseable {
    private final Queue queue;
    private final Settling settling;
    private final String destination;
    private Optional<Task> first;
    private Optional<Task> current = Optional.empty();
    private Optional<QueuedMessage> sending = Optional.empty();

    Delivering(Queue queue, Settling settling, Task task) {
        this.queue = queue;
        this.settling = settling;
        this.destination = task.destination();
        this.first = Optional.of(task);
    }

    @Override
    public Optional<Outgoing> next() throws StoreException {
        for (Optional<Task> task = take(); task.isPresent(); task = take()) {
            current = task;
            Optional<QueuedMessage> message =
                    queue.spool().find(task.get().key().id());
            Optional<Outgoing> mail = message.isPresent() ? outgoing(message.get()) : Optional.empty();
            if (mail.isPresent()) {
                sending = message;
                return mail;
            }
            queue.ended(task.get().key());
            message.ifPresent(queue::start);
        }
        current = Optional.empty();
        return Optional.empty();
    }

    @Override
    public void settled(Outgoing mail, List<Outcome> outcomes) {
        Task task = current.orElseThrow();
        boolean unreached = outcomes.stream()
                .allMatch(outcome ->
                        outcome.stage() == Outcome.Stage.CONNECTION && outcome.kind() == Outcome.Kind.DEFERRED);
        if (queue.isStopping() && outcomes.stream().allMatch(Delivering::isCut)) {
            queue.ended(task.key()); // it was not the other side that failed: it waits as it did
            current = Optional.empty();
            return;
        }
        queue.reached(destination, !unreached);
        settling.settle(task, sending.orElseThrow(), mail.recipients(), outcomes);
        current = Optional.empty();
    }

    /** Whatever went wrong, nothing stays behind as if it still were on its way. */
    @Override
    public void close() {
        for (Optional<Task> left : List.of(first, current)) {
            left.ifPresent(task -> queue.postpone(task));
        }
        queue.disconnected(destination);
    }

    private static boolean isCut(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.DEFERRED && outcome.reply().isEmpty();
    }

    private Optional<Task> take() {
        Optional<Task> task = first.isPresent() ? first : queue.another(destination);
        first = Optional.empty();
        return task;
    }

    private Optional<Outgoing> outgoing(QueuedMessage message) throws StoreException {
        List<Envelope.Recipient> recipients = message.held()
                ? List.of()
                : message.recipients().stream()
                        .filter(recipient ->
                                recipient.waits() && !recipient.due().isAfter(queue.now()))
                        .map(QueuedRecipient::recipient)
                        .filter(recipient ->
                                queue.places().destination(recipient).equals(destination))
                        .toList();
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outgoing(
                        message.from(),
                        message.passedOn(queue.now()),
                        recipients,
                        queue.spool().content(message),
                        Optional.of(message.id())));
    }
}
