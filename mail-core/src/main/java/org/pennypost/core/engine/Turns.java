package org.pennypost.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Lets work that needs much memory take turns: so much of it at the same time as there is room for, the rest in the order
 * in which it came. What is larger than the room has it for itself.
 *
 * <p>A {@link Turn} is {@link Pending} until it has come, so that no thread waits for it, and must be closed. Thread-safe.
 */
public final class Turns {
    /** For all conversations of the process, because it has one heap: a quarter of it. */
    public static final Turns OF_THE_HEAP = new Turns(Runtime.getRuntime().maxMemory() / 4);

    private final long room;
    private long taken;
    private int running;
    private final Deque<Turn> waiting = new ArrayDeque<>();

    /** Turns in a room of so many octets. */
    public Turns(long room) {
        this.room = room;
    }

    /** A turn for work that needs about so many octets; it may have come already. */
    public Turn ask(long octets) {
        Turn turn = new Turn(octets);
        synchronized (this) {
            waiting.add(turn);
        }
        goOn();
        return turn;
    }

    /** Tells those whose turn has come, outside the lock. */
    private void goOn() {
        List<Runnable> told = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && (running == 0 || taken + waiting.peek().octets <= room)) {
                Turn next = waiting.poll();
                running++;
                taken += next.octets;
                next.come = true;
                told.add(next.then);
            }
            notifyAll();
        }
        tell(told.iterator());
    }

    /** Each of them, whatever becomes of those before: who is not told never gives his turn back. */
    private static void tell(Iterator<Runnable> told) {
        if (told.hasNext()) {
            try {
                told.next().run();
            } finally {
                tell(told);
            }
        }
    }

    /** One turn. */
    public final class Turn implements Pending, AutoCloseable {
        private static final Runnable NOBODY = () -> {};

        private final long octets;
        private Runnable then = NOBODY;
        private boolean come;
        private boolean over;

        private Turn(long octets) {
            this.octets = octets;
        }

        @Override
        public void await() {
            boolean interrupted = false;
            synchronized (Turns.this) {
                while (!come) {
                    try {
                        Turns.this.wait();
                    } catch (InterruptedException later) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void whenSettled(Runnable next) {
            synchronized (Turns.this) {
                if (!come) {
                    then = next;
                    return;
                }
            }
            next.run();
        }

        /** Makes room for others. A turn that has not come yet comes now and is over. */
        @Override
        public void close() {
            Runnable told = NOBODY;
            synchronized (Turns.this) {
                if (over) {
                    return;
                }
                over = true;
                if (come) {
                    running--;
                    taken -= octets;
                } else {
                    waiting.remove(this);
                    come = true;
                    told = then;
                }
            }
            try {
                told.run();
            } finally {
                goOn();
            }
        }
    }
}
