package org.pennypost.server.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.QueueId;

/**
 * Who is next, and when. Knows no clock: each question comes with the time. Confined to one thread at a time.
 *
 * <p>The most urgent message comes first, and among equals the destination that has waited longest for its turn, so
 * that a thousand messages for one do not hold up one for another. A destination that cannot be reached is left alone
 * for a while, with all that waits for it. Every operation is logarithmic.
 */
final class Schedule {
    private static final Comparator<Destination> BY_WAKE =
            Comparator.comparing(Destination::wake).thenComparing(Destination::name);
    private static final Comparator<Destination> BY_URGENCY = Comparator.<Destination>comparingInt(
                    destination -> destination.first().priority())
            .reversed()
            .thenComparing(Destination::served)
            .thenComparing(Destination::name);
    private static final Comparator<Task> BY_ALARM = Comparator.comparing(Task::alarm)
            .thenComparing(task -> task.key().id().text())
            .thenComparing(Task::destination);

    private final QueuePolicy policy;
    private final RandomGenerator random;
    private final Map<Task.Key, Task> waiting = new HashMap<>();
    private final Set<Task.Key> running = new HashSet<>();
    private final Map<String, Destination> destinations = new HashMap<>();
    private final TreeSet<Task> alarms = new TreeSet<>(BY_ALARM);
    /** Destinations with something ready and room for a connection. */
    private final TreeSet<Destination> able = new TreeSet<>(BY_URGENCY);
    /** Destinations that will have something more later. */
    private final TreeSet<Destination> asleep = new TreeSet<>(BY_WAKE);

    private long turn;

    Schedule(QueuePolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** What there is to do. */
    record Work(Kind kind, Task task) {
        /** How. */
        enum Kind {
            /** Send it, over a connection that {@link #disconnected} ends. */
            ATTEMPT,
            /** Look whether it is late or too late. */
            REVIEW
        }

        /** Who does it. */
        Lane lane() {
            return kind == Kind.REVIEW ? Lane.REVIEW : Schedule.lane(task.destination());
        }
    }

    /** Who does what: servers of others, however slow they are, hold up nothing else. */
    enum Lane {
        /** Looking whether something is late. */
        REVIEW,
        /** Bringing it to our own addresses. */
        HERE,
        /** Bringing it to other servers. */
        ELSEWHERE
    }

    /** Adds a task, or changes one that waits; one that runs stays as it is. */
    void add(Task task, Instant now) {
        if (running.contains(task.key())) {
            return;
        }
        remove(task.key(), now);
        waiting.put(task.key(), task);
        alarms.add(task);
        at(task.destination(), now, destination -> destination.add(task));
    }

    /** Forgets a task that waits. */
    void remove(Task.Key key, Instant now) {
        Task old = waiting.remove(key);
        if (old != null) {
            alarms.remove(old);
            at(key.destination(), now, destination -> destination.remove(old));
        }
    }

    /** The next thing to do for those who are free; it runs from now on, until {@link #ended}. */
    Optional<Work> next(Instant now, Set<Lane> free) {
        if (free.contains(Lane.REVIEW)
                && !alarms.isEmpty()
                && !alarms.first().alarm().isAfter(now)) {
            Task task = alarms.first();
            start(task, now);
            return Optional.of(new Work(Work.Kind.REVIEW, task));
        }
        advance(now);
        Optional<Destination> best = best(free);
        if (best.isEmpty()) {
            return Optional.empty();
        }
        Task task = best.get().first();
        turn++;
        at(task.destination(), now, destination -> destination.connected(turn));
        start(task, now);
        return Optional.of(new Work(Work.Kind.ATTEMPT, task));
    }

    private Optional<Destination> best(Set<Lane> free) {
        if (free.contains(Lane.ELSEWHERE)) {
            return able.stream()
                    .filter(destination -> free.contains(lane(destination.name())))
                    .findFirst(); // or the second: there is one here
        }
        return Optional.ofNullable(destinations.get(Places.HERE))
                .filter(here -> free.contains(Lane.HERE) && here.hasReady() && able.contains(here));
    }

    private static Lane lane(String destination) {
        return destination.equals(Places.HERE) ? Lane.HERE : Lane.ELSEWHERE;
    }

    /** Another task for a connection that is open; it runs from now on. Nothing if others are more urgent. */
    Optional<Task> another(String name, Instant now) {
        Destination destination = destinations.get(name);
        if (destination == null || destination.notBefore().isAfter(now)) {
            return Optional.empty();
        }
        advance(now);
        boolean ready = destination.hasReady()
                && (able.isEmpty()
                        || able.first().first().priority()
                                <= destination.first().priority());
        if (!ready) {
            return Optional.empty();
        }
        Task task = destination.first();
        start(task, now);
        return Optional.of(task);
    }

    /** A task does not run any more; if it is to be done again, it has to be added again. */
    void ended(Task.Key key) {
        running.remove(key);
    }

    /** A connection that {@link #next} has given is not used any more. */
    void disconnected(String name, Instant now) {
        at(name, now, Destination::disconnected);
    }

    /** A destination could not be reached. */
    void unreached(String name, Instant now) {
        at(name, now, destination -> {
            if (!destination.notBefore().isAfter(now)) { // several connections may fail together
                destination.notBefore(policy.unreached(destination.failed(), now, random));
            }
        });
    }

    /** Until when a destination is left alone; empty if it is not known. */
    Optional<Instant> blockedUntil(String name) {
        return Optional.ofNullable(destinations.get(name)).map(Destination::notBefore);
    }

    /** A destination has answered. */
    void answered(String name, Instant now) {
        at(name, now, Destination::answered);
    }

    /** When there may be something to do; {@link Instant#MAX} if nothing waits. */
    Instant wake() {
        Instant alarm = alarms.isEmpty() ? Instant.MAX : alarms.first().alarm();
        Instant due = !able.isEmpty()
                ? Instant.MIN
                : asleep.isEmpty() ? Instant.MAX : asleep.first().wake();
        return alarm.isBefore(due) ? alarm : due;
    }

    /** What waits for some destinations, in no order. */
    List<Task.Key> waiting(Predicate<String> names) {
        return destinations.values().stream()
                .filter(destination -> names.test(destination.name()))
                .flatMap(Destination::waiting)
                .map(Task::key)
                .toList();
    }

    /** The messages that are due later than a time. */
    Set<QueueId> later(Instant time) {
        return waiting.values().stream()
                .filter(task -> task.due().isAfter(time))
                .map(task -> task.key().id())
                .collect(Collectors.toSet());
    }

    /** How many tasks wait. */
    int size() {
        return waiting.size();
    }

    private void advance(Instant now) {
        while (!asleep.isEmpty() && !asleep.first().wake().isAfter(now)) {
            at(asleep.first().name(), now, destination -> {});
        }
    }

    private void start(Task task, Instant now) {
        remove(task.key(), now);
        running.add(task.key());
    }

    /** Changes a destination, which lies in sorted sets by what it is. */
    private void at(String name, Instant now, Consumer<Destination> change) {
        Destination destination = destinations.computeIfAbsent(name, Destination::new);
        if (destination.hasReady()) {
            able.remove(destination);
        }
        asleep.remove(destination);
        change.accept(destination);
        destination.advance(now);
        if (destination.isForgettable()) {
            destinations.remove(name);
            return;
        }
        if (destination.hasReady() && !destination.isBlocked() && destination.hasRoom(policy.atOnce())) {
            able.add(destination);
        }
        if (destination.isWaiting()) {
            asleep.add(destination);
        }
    }
}
