package org.pennypost.server.queue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;

/**
 * What waits: the spool, and the schedule of what is in it. Thread-safe.
 *
 * <p>Whoever changes a message on disk tells the schedule here.
 */
final class Queue {
    private final Spool spool;
    private final Places places;
    private final Schedule schedule;
    private final QueuePolicy policy;
    private final Surroundings surroundings;
    private final MessageLog log;
    private final EvidenceSink evidence;
    private final Misdated misdated = new Misdated();
    private volatile boolean stopping;
    private boolean suspended;

    Queue(
            Spool spool,
            Places places,
            Schedule schedule,
            QueuePolicy policy,
            Surroundings surroundings,
            MessageLog log,
            EvidenceSink evidence) {
        this.spool = spool;
        this.places = places;
        this.schedule = schedule;
        this.policy = policy;
        this.surroundings = surroundings;
        this.log = log;
        this.evidence = evidence;
    }

    Spool spool() {
        return spool;
    }

    Places places() {
        return places;
    }

    QueuePolicy policy() {
        return policy;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Instant now() {
        return surroundings.time().instant();
    }

    void note(QueueId id, String event) {
        log.note(now(), id, event);
    }

    EvidenceSink evidence() {
        return evidence;
    }

    void settled(MessageLog.Fate fate) {
        log.settled(fate);
    }

    QueueId newId() {
        return QueueId.next(now(), surroundings.entropy());
    }

    /** Makes a message durable that nobody sends yet. */
    QueuedMessage keep(Envelope envelope, List<Envelope.Recipient> recipients, Instant release, SpoolDraft draft)
            throws StoreException {
        QueuedMessage message = new QueuedMessage(
                envelope.id(),
                envelope.origin().received(),
                release,
                false,
                envelope.reversePath(),
                options(envelope, draft),
                recipients.stream()
                        .map(recipient -> QueuedRecipient.first(recipient, release))
                        .toList());
        spool.add(message, draft);
        note(message.id(), "queued for " + recipients.size() + (recipients.size() == 1 ? " recipient" : " recipients"));
        return message;
    }

    /** RFC 6152 §3: what has 8-bit octets says so, whoever sent it without a word. */
    private static MailOptions options(Envelope envelope, SpoolDraft draft) {
        MailOptions options = options(envelope).size(draft.size());
        boolean undeclared = draft.eightBit() && options.body() == MailOptions.Body.SEVEN_BIT;
        return undeclared ? options.body(MailOptions.Body.EIGHT_BIT_MIME) : options;
    }

    /** RFC 6710 §4.1: only users of ours may say that something is urgent. */
    private static MailOptions options(Envelope envelope) {
        MailOptions options = envelope.options();
        Optional<MailRequest.Priority> priority = options.request(MailRequest.Priority.class);
        if (priority.isEmpty()
                || priority.get().value() <= 0
                || envelope.origin().login().isPresent()) {
            return options;
        }
        Set<MailRequest> requests = new HashSet<>(options.requests());
        requests.remove(priority.get());
        return new MailOptions(options.body(), options.smtpUtf8(), options.size(), options.submitter(), requests);
    }

    void takeBack(QueuedMessage message) throws StoreException {
        spool.remove(message.id());
        note(message.id(), "taken back from the queue");
    }

    /** Lets a message take part. */
    void start(QueuedMessage message) {
        misdated.look(message, policy, now());
        synchronized (schedule) {
            schedule(message);
            schedule.notifyAll();
        }
    }

    /** Changes a message on disk and in the schedule. */
    Optional<QueuedMessage> change(QueueId id, UnaryOperator<QueuedMessage> change) throws StoreException {
        Optional<QueuedMessage> changed = spool.change(id, change);
        changed.ifPresent(this::start);
        return changed;
    }

    /** The same at the end of a task, which is not to begin again before that. */
    void finish(Task.Key key, UnaryOperator<QueuedMessage> change) throws StoreException {
        Optional<QueuedMessage> changed = spool.change(key.id(), change);
        synchronized (schedule) {
            schedule.ended(key);
            changed.ifPresent(this::start);
        }
    }

    /** Removes a message, as an operator wishes. */
    boolean remove(QueueId id) throws StoreException {
        Optional<QueuedMessage> message = spool.find(id);
        boolean removed = spool.remove(id);
        synchronized (schedule) {
            message.ifPresent(this::unschedule);
        }
        return removed;
    }

    /** When a recipient is given up. */
    Instant expiry(QueuedMessage message) {
        Instant expiry = message.since().plus(policy.expireAfter());
        return message.deliverBy()
                .filter(by -> message.returnsWhenLate() && by.isBefore(expiry))
                .orElse(expiry);
    }

    /** When the sender is warned. */
    private Instant warning(QueuedMessage message) {
        return message.deliverBy()
                .filter(by -> !message.returnsWhenLate())
                .orElse(message.since().plus(policy.warnAfter()));
    }

    /** Another task for a connection that is open. */
    Optional<Task> another(String destination) {
        synchronized (schedule) {
            return begins() ? schedule.another(destination, now()) : Optional.empty();
        }
    }

    /** Nothing begins any more; what fails from now on fails because of that. */
    void stop() {
        synchronized (schedule) {
            stopping = true;
            schedule.notifyAll();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Nothing begins for now; false if that is so already. */
    boolean suspend() {
        synchronized (schedule) {
            boolean before = suspended;
            suspended = true;
            return !before;
        }
    }

    /** It goes on; false if it does. */
    boolean resume() {
        synchronized (schedule) {
            boolean before = suspended;
            suspended = false;
            schedule.notifyAll();
            return before;
        }
    }

    /** Puts right what a clock that was ahead has put off. */
    void mendDates() {
        misdated.mend(this);
    }

    /** The messages whose next attempt is later than a time. */
    Set<QueueId> later(Instant time) {
        synchronized (schedule) {
            return schedule.later(time);
        }
    }

    /** Whether anything begins. */
    boolean begins() {
        synchronized (schedule) {
            return !stopping && !suspended;
        }
    }

    /** What waits for some destinations. */
    List<Task.Key> waiting(Predicate<String> destinations) {
        synchronized (schedule) {
            return schedule.waiting(destinations);
        }
    }

    /** A task is not on its way any more. */
    void ended(Task.Key key) {
        synchronized (schedule) {
            schedule.ended(key);
        }
    }

    /** A task was not done, because something does not work here: in a while, then. */
    void postpone(Task task) {
        synchronized (schedule) {
            schedule.ended(task.key());
            Instant later = now().plus(policy.first());
            schedule.add(new Task(task.key(), task.priority(), later, later.plus(policy.first())), now());
        }
    }

    /** A task was not looked at yet, because it is to be done first. */
    void reviewLater(Task task) {
        synchronized (schedule) {
            schedule.ended(task.key());
            schedule.add(new Task(task.key(), task.priority(), task.due(), now().plus(policy.first())), now());
        }
    }

    /** Whether a destination is left alone for now. */
    boolean isBlocked(String destination) {
        synchronized (schedule) {
            return schedule.blockedUntil(destination)
                    .filter(time -> time.isAfter(now()))
                    .isPresent();
        }
    }

    /** Whether a destination could be talked to. */
    void reached(String destination, boolean well) {
        synchronized (schedule) {
            if (well) {
                schedule.answered(destination, now());
            } else {
                schedule.unreached(destination, now());
            }
        }
    }

    void disconnected(String destination) {
        synchronized (schedule) {
            schedule.disconnected(destination, now());
        }
    }

    /** Lets the destinations of a message be tried at once. */
    void forgive(QueueId id) throws StoreException {
        Optional<QueuedMessage> message = spool.find(id);
        if (message.isPresent()) {
            for (QueuedRecipient recipient : message.get().recipients()) {
                reached(places.destination(recipient.recipient()), true);
            }
        }
    }

    private void schedule(QueuedMessage message) {
        places.byDestination(message).forEach((destination, recipients) -> {
            List<QueuedRecipient> waiting = message.held()
                    ? List.of()
                    : recipients.stream().filter(QueuedRecipient::waits).toList();
            if (waiting.isEmpty()) {
                schedule.remove(new Task.Key(message.id(), destination), now());
            } else {
                schedule.add(task(message, destination, waiting), now());
            }
        });
    }

    private void unschedule(QueuedMessage message) {
        places.byDestination(message)
                .keySet()
                .forEach(destination -> schedule.remove(new Task.Key(message.id(), destination), now()));
    }

    private Task task(QueuedMessage message, String destination, List<QueuedRecipient> waiting) {
        Instant warning = warning(message);
        Instant due = Instant.MAX;
        boolean warned = true;
        for (QueuedRecipient recipient : waiting) {
            due = recipient.due().isBefore(due) ? recipient.due() : due;
            warned &= recipient.warned();
        }
        Instant expiry = expiry(message);
        Instant alarm = warned || warning.isAfter(expiry) ? expiry : warning;
        return new Task(new Task.Key(message.id(), destination), message.priority(), due, alarm);
    }

    Schedule schedule() {
        return schedule;
    }
}
