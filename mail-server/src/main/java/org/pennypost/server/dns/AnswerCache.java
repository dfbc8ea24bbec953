package org.pennypost.server.dns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.xbill.DNS.Record;

/**
 * Answers that still hold: for as long as the DNS says and a day at most, those that there is nothing for five minutes at
 * most (RFC 2308). What nobody could answer is not here, so that it is asked again. Bounded; thread-safe.
 */
final class AnswerCache {
    private static final int MOST = 4_000;
    /** Larger messages are rare, and would take more room than they spare time. */
    private static final int LARGEST = 4096;

    private static final long LONGEST = TimeUnit.DAYS.toSeconds(1);
    private static final long LONGEST_NOTHING = TimeUnit.MINUTES.toSeconds(5);

    private final LongSupplier nanos;
    private final Map<Question, Kept> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > MOST;
        }
    };

    /** @param nanos the time, from any beginning */
    AnswerCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Question(String name, int type) {
        static Question of(String name, int type) {
            return new Question(name.toLowerCase(Locale.ROOT), type);
        }
    }

    private record Kept(Resolver.Answer<Record> answer, long until) {}

    /**
     * How long an answer holds.
     *
     * @param seconds what the DNS says
     * @param octets of all its messages
     */
    record Life(long seconds, int octets) {}

    synchronized Optional<Resolver.Answer<Record>> find(String name, int type) {
        Question question = Question.of(name, type);
        Kept kept = answers.get(question);
        if (kept == null) {
            return Optional.empty();
        }
        if (kept.until() - nanos.getAsLong() <= 0) {
            answers.remove(question);
            return Optional.empty();
        }
        return Optional.of(kept.answer());
    }

    synchronized void keep(String name, int type, Resolver.Answer<Record> answer, Life life) {
        List<Record> records = answer.records();
        long seconds = Math.min(life.seconds(), records.isEmpty() ? LONGEST_NOTHING : LONGEST);
        if (seconds > 0 && life.octets() <= LARGEST) {
            long until = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
            answers.put(Question.of(name, type), new Kept(answer, until));
        }
    }
}
