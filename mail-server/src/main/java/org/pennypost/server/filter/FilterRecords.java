package org.pennypost.server.filter;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.server.config.FilterAddress;
import org.pennypost.server.filter.FilterListener.Outcome;

/** What is written down of what filters say. Thread-safe. */
final class FilterRecords {
    private static final System.Logger LOG = System.getLogger(MailFilters.class.getName());
    private static final long SELDOM = TimeUnit.MINUTES.toNanos(1);

    private final InstantSource time;
    private final MessageLog log;
    private final EvidenceSink evidence;
    private final FilterListener listener;
    private volatile boolean closed;
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - SELDOM);

    FilterRecords(InstantSource time, MessageLog log, EvidenceSink evidence, FilterListener listener) {
        this.time = time;
        this.log = log;
        this.evidence = evidence;
        this.listener = listener;
    }

    void judged(QueueId id, FilterAddress address, Judgement judgement) {
        note(id, address, told(judgement));
        listener.asked(outcome(judgement));
    }

    /** The operator hears of it, but not for each message. */
    void failed(QueueId id, FilterAddress address, FilterFault fault) {
        note(id, address, "no answer: " + fault.getMessage());
        listener.asked(Outcome.FAILED);
        long now = System.nanoTime();
        long last = warned.get();
        boolean loud = !closed && now - last >= SELDOM && warned.compareAndSet(last, now);
        LOG.log(
                loud ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                () -> id + " the filter at " + address + " does not answer: " + fault.getMessage());
    }

    /** It has been accepted, as its sender hears, and nobody gets it: that undoes what the evidence has of it. */
    void discarded(Envelope envelope, Judgement.Discarded how, long size) {
        if (evidence != EvidenceSink.NONE) {
            Map<String, String> facts = Map.of(
                    "filter", how.filter(),
                    "queue-id", envelope.id().text(),
                    "reverse-path", envelope.reversePath().toString(),
                    "forward-paths",
                            envelope.recipients().stream()
                                    .map(recipient -> recipient.path().toString())
                                    .collect(Collectors.joining(",")));
            evidence.amend(new Event(
                    Event.Kind.DISCARDED,
                    time.instant(),
                    new Event.Actor(envelope.origin().peer(), envelope.origin().login()),
                    Optional.of(new Event.Subject("", size, facts))));
        }
    }

    /** From here on filters are not to blame. */
    void close() {
        closed = true;
    }

    private void note(QueueId id, FilterAddress address, String what) {
        log.note(time.instant(), id, "filter " + address + ": " + what);
    }

    private static String told(Judgement judgement) {
        if (judgement instanceof Judgement.Refused refused) {
            Verdict.Told why = refused.why();
            return "refused, " + why.code() + " " + String.join(" ", why.lines());
        }
        if (judgement instanceof Judgement.Taken taken) {
            int changes = taken.message().fields().changes();
            return (taken.junk() ? "taken as junk" : "taken")
                    + (changes == 0
                            ? ""
                            : ", " + changes + (changes == 1 ? " field" : " fields") + " of its header changed");
        }
        return "taken and thrown away";
    }

    private static Outcome outcome(Judgement judgement) {
        if (judgement instanceof Judgement.Refused refused) {
            return refused.why().code() < 500 ? Outcome.DEFERRED : Outcome.REFUSED;
        }
        if (judgement instanceof Judgement.Taken taken) {
            return taken.junk() ? Outcome.MARKED : Outcome.TAKEN;
        }
        return Outcome.DISCARDED;
    }
}
