package org.pennypost.store.maildir;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pennypost.core.mailbox.Watch;

/** Those who want to know of changes of one thing. Thread-safe. */
final class Watchers {
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final Runnable companion;

    /** Nobody yet. */
    Watchers() {
        this(() -> {});
    }

    /** @param companion hears of each change, too, but is no reason to look for any */
    Watchers(Runnable companion) {
        this.companion = companion;
    }

    Watch add(Runnable onChange) {
        Registration registration = new Registration(onChange);
        registrations.add(registration);
        return registration;
    }

    /** Tells all of them; never called under a lock. */
    void tell() {
        registrations.forEach(registration -> registration.onChange.run());
        companion.run();
    }

    /** Whether nobody waits for changes. */
    boolean isEmpty() {
        return registrations.isEmpty();
    }

    void clear() {
        registrations.clear();
    }

    private final class Registration implements Watch {
        private final Runnable onChange;

        Registration(Runnable onChange) {
            this.onChange = onChange;
        }

        @Override
        public void close() {
            registrations.remove(this);
        }
    }
}
