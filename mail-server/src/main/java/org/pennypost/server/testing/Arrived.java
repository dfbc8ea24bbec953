package org.pennypost.server.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** What has been received, for those who wait for it. Thread-safe. */
final class Arrived {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<ReceivedMessage> messages = new ArrayList<>();

    void add(ReceivedMessage message) {
        lock.lock();
        try {
            messages.add(message);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedMessage> all() {
        lock.lock();
        try {
            return List.copyOf(messages);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            messages.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the messages answer; fails with what there is if they do not in time. */
    <T> T await(String what, Duration patience, Function<List<ReceivedMessage>, Optional<T>> answer) {
        lock.lock();
        try {
            long left = patience.toNanos();
            Optional<T> found = answer.apply(List.copyOf(messages));
            while (found.isEmpty() && left > 0) {
                left = more.awaitNanos(left);
                found = answer.apply(List.copyOf(messages));
            }
            return found.orElseThrow(() -> new AssertionError("no " + what + " within "
                    + TimeUnit.NANOSECONDS.toMillis(patience.toNanos()) + " ms; received: " + messages));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }
}
