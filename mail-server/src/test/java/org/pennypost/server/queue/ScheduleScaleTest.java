package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.QueueId;

/**
 * A destination that is down for days beside very many messages for others. {@code -Dpennypost.scheduled=1000000} for the
 * long form.
 */
class ScheduleScaleTest {
    private static final int SCHEDULED = Integer.getInteger("pennypost.scheduled", 20_000);
    private static final int CONNECTIONS = 50;
    private static final String DOWN = "down.example";
    private static final QueuePolicy POLICY = new QueuePolicy(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(3),
            Duration.ofHours(4),
            Duration.ofDays(5),
            10);

    private final Random random = new Random(9);
    private final Schedule schedule = new Schedule(POLICY, random);
    private final Queue<Task> running = new ArrayDeque<>();
    private Instant now = Mails.NOW;
    private int sent;
    private int expired;
    private int attemptsAtDown;

    // RFC5321-4.5.4.1-f
    @Test
    void theOthersAreSentAsIfItWereNotThere() {
        int down = SCHEDULED / 10;
        for (int i = 0; i < SCHEDULED; i++) {
            add(i < down ? DOWN : "d" + random.nextInt(1000) + ".example");
        }
        Instant start = now;
        while (sent < SCHEDULED - down) {
            turn();
        }
        // a second for each message, over fifty connections, one or two of which wait for the one that is down
        Duration took = Duration.between(start, now);
        assertTrue(took.toSeconds() <= (SCHEDULED - down) / CONNECTIONS + 60, () -> "took " + took);
        while (expired < down) {
            turn();
        }
        assertEquals(Duration.ofDays(5), Duration.between(start, now).truncatedTo(ChronoUnit.HOURS));
        assertEquals(0, schedule.size());
        assertTrue(attemptsAtDown >= 30 && attemptsAtDown <= 100, "for all its messages together: " + attemptsAtDown);
    }

    /** A second: whoever can is sent, and all that were on their way arrive, or not. */
    private void turn() {
        while (running.size() < CONNECTIONS) {
            Optional<Schedule.Work> work = schedule.next(now, EnumSet.allOf(Schedule.Lane.class));
            if (work.isEmpty()) {
                break;
            }
            Task task = work.get().task();
            if (work.get().kind() == Schedule.Work.Kind.REVIEW) {
                schedule.ended(task.key());
                expired++;
            } else {
                running.add(task);
            }
        }
        now = running.isEmpty()
                        && schedule.wake().isAfter(now)
                        && schedule.wake().isBefore(Instant.MAX)
                ? schedule.wake()
                : now.plusSeconds(1);
        while (!running.isEmpty()) {
            arrive(running.remove());
        }
    }

    private void arrive(Task task) {
        schedule.ended(task.key());
        if (task.destination().equals(DOWN)) {
            attemptsAtDown++;
            schedule.unreached(DOWN, now);
            schedule.add(new Task(task.key(), task.priority(), POLICY.again(1, now, random), task.alarm()), now);
        } else {
            schedule.answered(task.destination(), now);
            sent++;
        }
        schedule.disconnected(task.destination(), now);
    }

    private void add(String destination) {
        QueueId id = QueueId.next(now, random::nextBytes);
        schedule.add(
                new Task(new Task.Key(id, destination), random.nextInt(3) - 1, now, now.plus(POLICY.expireAfter())),
                now);
    }
}
