package org.pennypost.server.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.pennypost.core.delivery.Verdict;

/** The failures that are programmed and the connections that they can befall. Thread-safe. */
final class Failures {
    private final List<Programmed> programmed = new CopyOnWriteArrayList<>();
    private final Map<String, FailingEngine> connections = new ConcurrentHashMap<>();

    private record Programmed(Failure failure, AtomicLong left) {}

    void add(Failure failure) {
        programmed.add(new Programmed(failure, new AtomicLong(failure.times())));
    }

    void clear() {
        programmed.clear();
    }

    void opened(String connection, FailingEngine engine) {
        connections.put(connection, engine);
    }

    void closed(String connection) {
        connections.remove(connection);
    }

    /** The moment has come; the no that follows, if one does, whether the client hears it or is cut off before. */
    Optional<Verdict.Refused> at(Moment moment, String who, String connection) {
        Optional<Verdict.Refused> refused = Optional.empty();
        for (Programmed one : programmed) {
            boolean concerned = one.failure.moment() == moment && one.failure.concerns(who);
            if (concerned && one.left.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                refused = refused.or(() -> befall(one.failure.outcome(), connection));
            }
        }
        return refused;
    }

    private Optional<Verdict.Refused> befall(Failure.Outcome outcome, String connection) {
        Optional<FailingEngine> engine = Optional.ofNullable(connections.get(connection));
        if (outcome instanceof Failure.Refused refused) {
            return Optional.of(new Verdict.Refused(refused.reason()));
        } else if (outcome instanceof Failure.Late late) {
            engine.ifPresent(waiting -> waiting.hold(late.delay()));
            return Optional.empty();
        }
        engine.ifPresent(FailingEngine::doom);
        return Optional.of(new Verdict.Refused(Verdict.Refusal.NOT_NOW));
    }
}
