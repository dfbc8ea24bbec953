package org.pennypost.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;

/**
 * Work that falls into parts which have nothing to do with each other: a driver may do several at the same time, each on
 * any thread ({@link Call#parts}), and one that does not care just runs it. The outcome is that of all parts in their
 * order, or the first refusal.
 */
public final class PartedWork<T> implements Work<List<T>> {
    private final List<Part<T>> parts = new ArrayList<>();

    /** These parts. */
    public PartedWork(List<? extends Work<T>> parts) {
        parts.forEach(part -> this.parts.add(new Part<>(part)));
    }

    /** The parts, each to be run once; they never throw. */
    List<Runnable> parts() {
        return List.copyOf(parts);
    }

    /** Does what has not been done yet, and answers the outcomes. */
    @Override
    public List<T> run() throws StoreException {
        List<T> outcomes = new ArrayList<>();
        for (Part<T> part : parts) {
            outcomes.add(part.outcome());
        }
        return outcomes;
    }

    private static final class Part<T> implements Runnable {
        private final Work<T> work;
        private Work<T> outcome;

        Part(Work<T> work) {
            this.work = work;
            this.outcome = () -> {
                run();
                return outcome();
            };
        }

        T outcome() throws StoreException {
            return outcome.run();
        }

        @Override
        public void run() {
            outcome = done();
        }

        private Work<T> done() {
            try {
                T value = work.run();
                return () -> value;
            } catch (StoreException refused) {
                return () -> {
                    throw refused;
                };
            } catch (RuntimeException | Error bug) {
                return () -> {
                    throw new IllegalStateException("a part of a call failed", bug);
                };
            }
        }
    }
}
