package org.pennypost.server.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What waits for one destination, and what is known of it. Its place in the schedule depends on nothing else. */
final class Destination {
    private static final Comparator<Task> NAME =
            Comparator.comparing(task -> task.key().id().text());
    private static final Comparator<Task> BY_TIME =
            Comparator.comparing(Task::due).thenComparing(NAME);
    private static final Comparator<Task> BY_URGENCY =
            Comparator.comparingInt(Task::priority).reversed().thenComparing(BY_TIME);

    private final String name;
    private final TreeSet<Task> later = new TreeSet<>(BY_TIME);
    private final TreeSet<Task> ready = new TreeSet<>(BY_URGENCY);
    private int connections;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private boolean blocked;
    private long served;

    Destination(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(Task task) {
        later.add(task);
    }

    void remove(Task task) {
        later.remove(task);
        ready.remove(task);
    }

    /** Makes ready what is due. */
    void advance(Instant now) {
        while (!later.isEmpty() && !later.first().due().isAfter(now)) {
            ready.add(later.pollFirst());
        }
        blocked = notBefore.isAfter(now);
    }

    Stream<Task> waiting() {
        return Stream.concat(later.stream(), ready.stream());
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** The most urgent. */
    Task first() {
        return ready.first();
    }

    /** A destination that did not answer is tried over one connection until it does. */
    boolean hasRoom(int atOnce) {
        return connections < (failures > 0 ? 1 : atOnce);
    }

    /** When something more may be ready. */
    Instant wake() {
        Instant due = ready.isEmpty()
                ? later.isEmpty() ? Instant.MAX : later.first().due()
                : blocked || later.isEmpty() ? notBefore : later.first().due();
        return due.isAfter(notBefore) ? due : notBefore;
    }

    /** Whether it has to be looked at again when time has passed. */
    boolean isWaiting() {
        return !later.isEmpty() || !ready.isEmpty() && blocked;
    }

    /** Whether it is to be left alone. */
    boolean isBlocked() {
        return blocked;
    }

    Instant notBefore() {
        return notBefore;
    }

    void connected(long turn) {
        connections++;
        served = turn;
    }

    void disconnected() {
        connections--;
    }

    /** How often in a row it could not be reached, now. */
    int failed() {
        return ++failures;
    }

    void notBefore(Instant time) {
        notBefore = time;
    }

    void answered() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    /** Which turn it was when it had one last. */
    long served() {
        return served;
    }

    /** Whether nobody misses it. */
    boolean isForgettable() {
        return isEmpty() && connections == 0;
    }

    boolean isEmpty() {
        return later.isEmpty() && ready.isEmpty();
    }
}
