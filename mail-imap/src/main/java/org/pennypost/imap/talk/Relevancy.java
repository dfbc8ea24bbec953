package org.pennypost.imap.talk;

import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.reading.MessageText;
import org.pennypost.core.reading.TextFold;
import org.pennypost.imap.syntax.SearchKey;

/**
 * How well a message fits a search in which something may fit loosely: SEARCH=FUZZY, RFC 6203 §4. From 1 to 100, or 0 if
 * it does not fit. Keys outside of FUZZY, and keys for which it means nothing, fit or do not (RFC 6203 §5).
 */
final class Relevancy {
    /** For who does not ask. */
    static final Relevancy NONE = new Relevancy(message -> 0);

    private static final int BEST = 100;
    /** RFC 6203 §5: how many days beside a date, and how much beside a size, still fit a little. */
    private static final int DAYS = 7;

    private static final double SIZE = 0.25;

    private final Score score;

    private Relevancy(Score score) {
        this.score = score;
    }

    @FunctionalInterface
    private interface Score {
        int of(SearchMessage message) throws StoreException;
    }

    /** For a search of one mailbox at one time. */
    static Relevancy of(SearchKey key, Selection selection, Instant now) {
        return new Relevancy(score(key, false, selection, now));
    }

    /** How well it fits; may block. */
    int of(SearchMessage message) throws StoreException {
        return score.of(message);
    }

    private static Score score(SearchKey key, boolean loosely, Selection selection, Instant now) {
        if (key instanceof SearchKey.Fuzzy fuzzy) {
            return score(fuzzy.key(), true, selection, now);
        } else if (key instanceof SearchKey.And and) {
            return all(and.keys(), loosely, selection, now);
        } else if (key instanceof SearchKey.Or or) {
            Score one = score(or.one(), loosely, selection, now);
            Score other = score(or.other(), loosely, selection, now);
            return message -> Math.max(one.of(message), other.of(message));
        }
        return (loosely ? loose(key) : Optional.<Score>empty()).orElseGet(() -> exact(key, selection, now));
    }

    /** The mean of those that may fit loosely, if all fit. */
    private static Score all(List<SearchKey> keys, boolean loosely, Selection selection, Instant now) {
        List<Score> graded = new ArrayList<>();
        List<Score> others = new ArrayList<>();
        for (SearchKey key : keys) {
            boolean isGraded = loosely || key.any(SearchKey.Fuzzy.class::isInstance);
            (isGraded ? graded : others).add(score(key, loosely, selection, now));
        }
        return message -> {
            for (Score other : others) {
                if (other.of(message) == 0) {
                    return 0;
                }
            }
            int sum = 0;
            for (Score one : graded) {
                int found = one.of(message);
                if (found == 0) {
                    return 0;
                }
                sum += found;
            }
            return graded.isEmpty() ? BEST : sum / graded.size();
        };
    }

    private static Score exact(SearchKey key, Selection selection, Instant now) {
        SearchTest test = SearchTest.of(key, selection, now);
        return message -> test.holds(message) ? BEST : 0;
    }

    private static Optional<Score> loose(SearchKey key) {
        if (key instanceof SearchKey.Header header && !header.text().isEmpty()) {
            return Optional.of(message -> inHeader(header, message));
        } else if (key instanceof SearchKey.Body body) {
            return Optional.of(message -> inText(body.text(), MessageText::ofBody, message));
        } else if (key instanceof SearchKey.Text text) {
            return Optional.of(message -> inText(text.text(), MessageText::ofAll, message));
        } else if (key instanceof SearchKey.Larger larger) {
            return Optional.of(message -> near(larger.octets() + 1.0 - message.octets(), larger.octets()));
        } else if (key instanceof SearchKey.Smaller smaller) {
            return Optional.of(message -> near(message.octets() - smaller.octets() + 1.0, smaller.octets()));
        } else if (key instanceof SearchKey.Received received) {
            return Optional.of(message -> near(day(message.internalDate()), received.when(), received.day()));
        } else if (key instanceof SearchKey.Saved saved) {
            return Optional.of(message -> near(day(message.saved()), saved.when(), saved.day()));
        } else if (key instanceof SearchKey.Sent sent) {
            return Optional.of(message -> {
                Optional<LocalDate> day = message.facts().flatMap(SearchFacts::day);
                return day.isPresent() ? near(day.get(), sent.when(), sent.day()) : 0;
            });
        }
        return Optional.empty();
    }

    private static int inHeader(SearchKey.Header wanted, SearchMessage message) throws StoreException {
        Optional<Header> header = message.header();
        if (header.isEmpty()) {
            return 0;
        }
        FuzzyText text = new FuzzyText(wanted.text());
        for (HeaderField field : header.get().all(wanted.field())) {
            text.take(CharBuffer.wrap(TextFold.fold(field.text())));
            text.border();
        }
        return text.score();
    }

    /** A look into messages. */
    @FunctionalInterface
    private interface Look {
        void tell(MessageSource message, MessageText.Sink sink) throws StoreException;
    }

    private static int inText(String wanted, Look look, SearchMessage message) throws StoreException {
        return message.read(source -> {
                    FuzzyText text = new FuzzyText(wanted);
                    look.tell(source, text);
                    return text.score();
                })
                .orElse(0);
    }

    /** @param beyond how many octets are too many or too few; not above 0 if none are */
    private static int near(double beyond, long octets) {
        double part = beyond / Math.max(1, octets * SIZE);
        return part <= 0 ? BEST : part >= 1 ? 0 : (int) Math.max(1, BEST * (1 - part));
    }

    private static int near(LocalDate day, SearchKey.When when, LocalDate wanted) {
        if (when.holds(day, wanted)) {
            return BEST;
        }
        LocalDate border = when == SearchKey.When.BEFORE ? wanted.minusDays(1) : wanted;
        long days = Math.abs(ChronoUnit.DAYS.between(day, border));
        return days > DAYS ? 0 : (int) (BEST - days * BEST / (DAYS + 1));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
