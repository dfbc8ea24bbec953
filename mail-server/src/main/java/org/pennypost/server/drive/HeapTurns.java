package org.pennypost.server.drive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.pennypost.core.engine.Turns;

/**
 * Lets work that needs much memory take turns: so much of it at the same time as there is room for, the rest in the order
 * in which it came. What is larger than the room has it for itself. Thread-safe.
 */
public final class HeapTurns implements Turns {
    /** For all servers of the process, because it has one heap: a quarter of it. */
    public static final Turns OF_THE_PROCESS =
            new HeapTurns(Runtime.getRuntime().maxMemory() / 4);

    private final long room;
    private long taken;
    private int running;
    private final Deque<Place> waiting = new ArrayDeque<>();

    /** Turns in a room of so many octets. */
    HeapTurns(long room) {
        this.room = room;
    }

    @Override
    public Turn ask(long octets) {
        Place turn = new Place(octets);
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
                Place next = waiting.poll();
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

    /** The place of one piece of work in the row. */
    private final class Place implements Turn {
        private static final Runnable NOBODY = () -> {};

        private final long octets;
        private Runnable then = NOBODY;
        private boolean come;
        private boolean over;

        private Place(long octets) {
            this.octets = octets;
        }

        @Override
        public void await() {
            boolean interrupted = false;
            synchronized (HeapTurns.this) {
                while (!come) {
                    try {
                        HeapTurns.this.wait();
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
            synchronized (HeapTurns.this) {
                if (!come) {
                    then = next;
                    return;
                }
            }
            next.run();
        }

        @Override
        public void close() {
            Runnable told = NOBODY;
            synchronized (HeapTurns.this) {
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
