package org.pennypost.pop.talk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Who logged in when, as long as it matters: RFC 2449 §6.5. Holds no more than the users who logged in within one delay.
 * Thread-safe.
 */
public final class LoginDelay {
    private final Duration delay;
    private final Map<String, Instant> last = new HashMap<>();
    private Instant swept = Instant.MIN;

    /** @param delay how long after a login the same user may not log in again; zero for no such rule */
    public LoginDelay(Duration delay) {
        this.delay = delay;
    }

    /** Whether the user may log in again. */
    synchronized boolean permits(String user, Instant now) {
        Instant before = last.get(user);
        return before == null || !now.isBefore(before.plus(delay));
    }

    /** A user has logged in. */
    synchronized void loggedIn(String user, Instant now) {
        if (delay.isZero()) {
            return;
        }
        if (swept.isBefore(now.minus(delay))) {
            last.values().removeIf(then -> !now.isBefore(then.plus(delay)));
            swept = now;
        }
        last.put(user, now);
    }
}
