package org.pennypost.core.engine;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a conversation must close if it ends before the handlers do it themselves: drafts, readers, watches, locks.
 *
 * <p>Thread-safe, because calls open things on other threads.
 */
public final class Held {
    private final Set<AutoCloseable> things = new LinkedHashSet<>();
    private boolean closed;

    /** Nothing held yet. */
    public Held() {}

    /** Keeps {@code thing} until it is released; closes it at once if the conversation has already ended. */
    public <T extends AutoCloseable> T hold(T thing) {
        synchronized (this) {
            if (!closed) {
                things.add(thing);
                return thing;
            }
        }
        close(thing);
        return thing;
    }

    /** Closes {@code thing} and forgets it. */
    public void release(AutoCloseable thing) {
        synchronized (this) {
            things.remove(thing);
        }
        close(thing);
    }

    /** Whether nothing is held. */
    public synchronized boolean isEmpty() {
        return things.isEmpty();
    }

    /** Closes everything that is still held, and whatever is held later. May block. */
    public void closeAll() {
        Set<AutoCloseable> left;
        synchronized (this) {
            closed = true;
            left = new LinkedHashSet<>(things);
            things.clear();
        }
        left.forEach(Held::close);
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception trouble) {
            System.getLogger(Held.class.getName()).log(System.Logger.Level.DEBUG, "closing failed", trouble);
        }
    }
}
