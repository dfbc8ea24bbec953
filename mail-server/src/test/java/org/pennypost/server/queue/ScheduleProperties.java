package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The schedule against a list that is searched from end to end, with a clock that only exists here. */
class ScheduleProperties {
    private static final QueuePolicy POLICY = new QueuePolicy(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(3),
            Duration.ofHours(4),
            Duration.ofDays(5),
            2);
    private static final Duration FAR = Duration.ofDays(30);

    private final Map<Task.Key, Task> waiting = new HashMap<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Instant> blocked = new HashMap<>();
    private final List<Task> running = new ArrayList<>();
    private Instant now = Mails.NOW;

    // RFC5321-4.5.4.1-b RFC5321-4.5.4.1-f RFC6710-5.1-a RFC6710-5-a RFC6710-B-a
    @Property(tries = 200)
    void doesWhatASearchThroughAllWouldDo(@ForAll Random random, @ForAll @IntRange(min = 1, max = 5) int hosts) {
        List.of(waiting, connections, failures, blocked).forEach(Map::clear);
        running.clear();
        now = Mails.NOW;
        Schedule schedule = new Schedule(POLICY, random);
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> add(schedule, random, hosts);
                case 2, 3 -> next(schedule, random);
                case 4 -> end(schedule, random);
                default -> now = now.plusSeconds(random.nextInt(2000));
            }
            assertEquals(waiting.size(), schedule.size());
        }
    }

    private void add(Schedule schedule, Random random, int hosts) {
        Task task = new Task(
                new Task.Key(Mails.id(), name(random.nextInt(hosts))),
                (random.nextInt(3) - 1) * 4, // non-urgent, normal, urgent
                now.plusSeconds(random.nextInt(3000) - 1000L),
                now.plus(random.nextInt(10) == 0 ? Duration.ofHours(1) : FAR));
        schedule.add(task, now);
        waiting.put(task.key(), task);
    }

    private static String name(int host) {
        return host == 0 ? Places.HERE : "host" + host;
    }

    private void next(Schedule schedule, Random random) {
        Set<Schedule.Lane> free = EnumSet.allOf(Schedule.Lane.class);
        if (random.nextBoolean()) {
            free.removeIf(lane -> random.nextBoolean());
        }
        boolean alarm = free.contains(Schedule.Lane.REVIEW)
                && waiting.values().stream().anyMatch(task -> !task.alarm().isAfter(now));
        int best = waiting.values().stream()
                .filter(this::able)
                .filter(task -> free.contains(lane(task)))
                .mapToInt(Task::priority)
                .max()
                .orElse(Integer.MIN_VALUE);
        Optional<Schedule.Work> work = schedule.next(now, free);
        if (work.isEmpty()) {
            assertFalse(alarm, "somebody should have looked");
            assertEquals(Integer.MIN_VALUE, best, "something could have been sent");
            assertTrue(
                    free.size() < Schedule.Lane.values().length
                            || schedule.wake().isAfter(now),
                    "and it is not woken in vain");
            return;
        }
        Task task = work.get().task();
        assertEquals(task, waiting.remove(task.key()), "it waits");
        assertTrue(free.contains(work.get().lane()), "somebody is free for it");
        if (work.get().kind() == Schedule.Work.Kind.REVIEW) {
            assertFalse(task.alarm().isAfter(now));
            schedule.ended(task.key());
            return;
        }
        assertFalse(alarm, "alarms come first");
        assertTrue(able(task), "it is due, and its destination can take it");
        assertEquals(best, task.priority(), "none is more urgent");
        connections.merge(task.destination(), 1, Integer::sum);
        running.add(task);
    }

    private static Schedule.Lane lane(Task task) {
        return task.destination().equals(Places.HERE) ? Schedule.Lane.HERE : Schedule.Lane.ELSEWHERE;
    }

    private boolean able(Task task) {
        int room = failures.getOrDefault(task.destination(), 0) > 0 ? 1 : POLICY.atOnce();
        return !task.due().isAfter(now)
                && !blocked.getOrDefault(task.destination(), Instant.MIN).isAfter(now)
                && connections.getOrDefault(task.destination(), 0) < room;
    }

    /** An attempt ends well, or badly, or with its destination out of reach. */
    private void end(Schedule schedule, Random random) {
        if (running.isEmpty()) {
            return;
        }
        Task task = running.remove(random.nextInt(running.size()));
        String name = task.destination();
        schedule.ended(task.key());
        int how = random.nextInt(3);
        if (how == 0) {
            schedule.answered(name, now);
            failures.remove(name);
            blocked.remove(name);
        } else {
            if (how == 1) {
                unreached(schedule, name);
            }
            Task again = new Task(task.key(), task.priority(), now.plus(Duration.ofMinutes(5)), now.plus(FAR));
            schedule.add(again, now);
            waiting.put(again.key(), again);
        }
        schedule.disconnected(name, now);
        connections.merge(name, -1, Integer::sum);
        forgetWhoIsNotMissed(name);
    }

    private void unreached(Schedule schedule, String name) {
        boolean known = blocked.getOrDefault(name, Instant.MIN).isAfter(now);
        schedule.unreached(name, now);
        if (!known) {
            int often = failures.merge(name, 1, Integer::sum);
            // the jitter is the schedule's own: believe it within its bounds
            Instant until = schedule.blockedUntil(name).orElseThrow();
            Duration wait = Duration.between(now, until);
            long usual =
                    Math.min(POLICY.longest().toMillis(), POLICY.unreached().toMillis() << Math.min(10, often - 1));
            assertTrue(Math.abs(wait.toMillis() - usual) <= usual / 10 + 1, wait + " after " + often);
            blocked.put(name, until);
        }
    }

    private void forgetWhoIsNotMissed(String name) {
        boolean missed = connections.getOrDefault(name, 0) > 0
                || waiting.values().stream().anyMatch(task -> task.destination().equals(name));
        if (!missed) {
            failures.remove(name);
            blocked.remove(name);
        }
    }
}
