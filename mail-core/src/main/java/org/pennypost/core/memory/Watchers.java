package org.pennypost.core.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pennypost.core.mailbox.Watch;

/** Those who want to know of changes of one thing. */
final class Watchers {
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    Watch add(Runnable onChange) {
        Registration registration = new Registration(onChange);
        registrations.add(registration);
        return registration;
    }

    /** Tells all of them; never call it under a lock. */
    void tell() {
        registrations.forEach(registration -> registration.onChange.run());
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
