package org.pennypost.server.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pennypost.server.Uptime;

/** How often something failed lately, for each key; of the keys used last only. Thread-safe. */
final class FailureTable {
    private static final int MOST = 10_000;

    private final Uptime uptime;
    private final Map<String, Failures> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    private record Failures(int count, Duration last) {}

    FailureTable(Uptime uptime) {
        this.uptime = uptime;
    }

    /** One more; how many there are now. Failures are forgotten together, {@code memory} after the last one. */
    synchronized int add(String key, Duration memory) {
        int count = count(key, memory) + 1;
        entries.put(key, new Failures(count, uptime.now()));
        return count;
    }

    synchronized int count(String key, Duration memory) {
        Failures known = entries.get(key);
        if (known == null) {
            return 0;
        }
        if (uptime.now().minus(known.last()).compareTo(memory) >= 0) {
            entries.remove(key);
            return 0;
        }
        return known.count();
    }

    /** So many were no failures of a guesser after all. */
    synchronized void forgive(String key, int count, Duration memory) {
        int left = count(key, memory) - count;
        if (left > 0) {
            entries.put(key, new Failures(left, entries.get(key).last()));
        } else {
            entries.remove(key);
        }
    }

    synchronized void forget(String key) {
        entries.remove(key);
    }

    synchronized int size() {
        return entries.size();
    }
}
