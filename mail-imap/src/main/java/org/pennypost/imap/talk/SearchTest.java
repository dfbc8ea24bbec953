package org.pennypost.imap.talk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.reading.TextFold;
import org.pennypost.imap.syntax.SearchKey;

/**
 * A search key made ready for one search of one mailbox: RFC 9051 §6.4.4. Of several keys that must all hold the cheap
 * ones are asked first, so that no message is read for whose flags alone the answer is no.
 */
final class SearchTest {
    /** What a test has to look at, cheapest first. */
    enum Cost {
        /** The picture. */
        PICTURE,
        /** The header. */
        HEADER,
        /** All of the message. */
        MESSAGE
    }

    /** Whether a message passes. */
    @FunctionalInterface
    private interface Check {
        boolean holds(SearchMessage message) throws StoreException;
    }

    private final Cost cost;
    private final int checks;
    private final Check check;

    private SearchTest(Cost cost, Check check) {
        this(cost, 1, check);
    }

    private SearchTest(Cost cost, int checks, Check check) {
        this.cost = cost;
        this.checks = checks;
        this.check = check;
    }

    Cost cost() {
        return cost;
    }

    /** Of how many it is made. */
    int checks() {
        return checks;
    }

    /** Whether a message passes; may block if this costs more than the picture. */
    boolean holds(SearchMessage message) throws StoreException {
        return check.holds(message);
    }

    /**
     * The test for a key.
     *
     * @param now what the time is (RFC 5032 §2)
     */
    static SearchTest of(SearchKey key, Selection selection, Instant now) {
        if (key instanceof SearchKey.And and) {
            return all(and.keys().stream().map(one -> of(one, selection, now)).toList());
        } else if (key instanceof SearchKey.Or or) {
            return any(of(or.one(), selection, now), of(or.other(), selection, now));
        } else if (key instanceof SearchKey.Not not) {
            SearchTest test = of(not.key(), selection, now);
            return new SearchTest(test.cost, test.checks, message -> !test.holds(message));
        } else if (key instanceof SearchKey.Fuzzy fuzzy) {
            Relevancy relevancy = Relevancy.of(fuzzy, selection, now);
            SearchTest exact = of(fuzzy.key(), selection, now);
            return new SearchTest(exact.cost, exact.checks, message -> relevancy.of(message) > 0);
        }
        Optional<SearchTest> inPicture = inPicture(key, selection).or(() -> byAge(key, now));
        return inPicture.isPresent() ? inPicture.get() : inMessage(key, selection);
    }

    private static Optional<SearchTest> inPicture(SearchKey key, Selection selection) {
        if (key instanceof SearchKey.All) {
            return picture(message -> true);
        } else if (key instanceof SearchKey.Numbers numbers) {
            UidSet wanted = selection.searched(numbers.numbers());
            return picture(message -> wanted.contains(message.number()));
        } else if (key instanceof SearchKey.Uids uids) {
            UidSet wanted = selection.numbers(uids.uids(), true);
            return picture(message -> wanted.contains(message.number()));
        } else if (key instanceof SearchKey.UidAfter after) {
            return picture(message -> message.uid() > after.uid());
        } else if (key instanceof SearchKey.UidBefore before) {
            return picture(message -> message.uid() < before.uid());
        } else if (key instanceof SearchKey.Flagged flagged) {
            long mask = selection.view().picture().flagTable().mask(flagged.flag());
            return picture(message -> (message.flagBits() & mask) != 0);
        } else if (key instanceof SearchKey.Recent) {
            return picture(message -> selection.recent().contains(message.uid()));
        } else if (key instanceof SearchKey.Larger larger) {
            return picture(message -> message.octets() > larger.octets());
        } else if (key instanceof SearchKey.Smaller smaller) {
            return picture(message -> message.octets() < smaller.octets());
        } else if (key instanceof SearchKey.Received received) {
            return picture(message -> received.when().holds(day(message.internalDate()), received.day()));
        } else if (key instanceof SearchKey.Saved saved) {
            return picture(message -> saved.when().holds(day(message.saved()), saved.day()));
        } else if (key instanceof SearchKey.SaveDateSupported) {
            return picture(message -> true);
        } else if (key instanceof SearchKey.ModSeq modSeq) {
            return picture(message -> message.modSeq() >= modSeq.modSeq());
        }
        return Optional.empty();
    }

    /** RFC 5032 §2: to the second. */
    private static Optional<SearchTest> byAge(SearchKey key, Instant now) {
        if (key instanceof SearchKey.Older older) {
            long last = now.getEpochSecond() - older.seconds();
            return picture(message -> message.internalDate().getEpochSecond() <= last);
        } else if (key instanceof SearchKey.Younger younger) {
            long first = now.getEpochSecond() - younger.seconds();
            return picture(message -> message.internalDate().getEpochSecond() >= first);
        }
        return Optional.empty();
    }

    private static SearchTest inMessage(SearchKey key, Selection selection) {
        if (key instanceof SearchKey.Header header) {
            return inHeader(header);
        } else if (key instanceof SearchKey.Sent sent) {
            return new SearchTest(
                    Cost.HEADER,
                    message -> message.facts()
                            .flatMap(SearchFacts::day)
                            .map(day -> sent.when().holds(day, sent.day()))
                            .orElse(false));
        } else if (key instanceof SearchKey.ThreadId thread) {
            return new SearchTest(
                    Cost.HEADER, message -> message.threadId().stream().anyMatch(thread.id()::equals));
        } else if (key instanceof SearchKey.EmailId email) {
            return new SearchTest(
                    Cost.MESSAGE, message -> message.emailId().stream().anyMatch(email.id()::equals));
        } else if (key instanceof SearchKey.Body body) {
            return inText(body.text(), TextSearch::inBody, selection);
        }
        return inText(((SearchKey.Text) key).text(), TextSearch::inText, selection);
    }

    /** A look into messages. */
    @FunctionalInterface
    private interface Look {
        boolean finds(MessageSource message, String text) throws StoreException;
    }

    private static SearchTest inText(String text, Look look, Selection selection) {
        TextCandidates candidates = new TextCandidates(selection.mailbox(), text);
        return new SearchTest(Cost.MESSAGE, message -> {
            if (!candidates.include(message.uid(), message.limits())) {
                return false;
            }
            return message.read(source -> look.finds(source, text)).orElse(false);
        });
    }

    private static SearchTest inHeader(SearchKey.Header wanted) {
        int field = SearchFacts.fieldNumber(wanted.field());
        Optional<byte[]> needle = SearchFacts.needle(TextFold.fold(wanted.text()));
        Check reading = message -> message.header().stream().anyMatch(header -> hasField(header, wanted));
        if (field < 0 || needle.isEmpty()) {
            return new SearchTest(Cost.HEADER, reading);
        }
        return new SearchTest(Cost.HEADER, message -> {
            Optional<SearchFacts> facts = message.facts();
            return facts.isPresent() && facts.get().tells(field)
                    ? facts.get().has(field, needle.get())
                    : reading.holds(message);
        });
    }

    private static SearchTest all(List<SearchTest> tests) {
        List<SearchTest> cheapFirst =
                tests.stream().sorted(Comparator.comparing(SearchTest::cost)).toList();
        Cost cost = cheapFirst.get(cheapFirst.size() - 1).cost;
        int checks = tests.stream().mapToInt(SearchTest::checks).sum();
        return new SearchTest(cost, checks, message -> {
            for (SearchTest test : cheapFirst) {
                if (!test.holds(message)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static SearchTest any(SearchTest one, SearchTest other) {
        boolean inOrder = one.cost.compareTo(other.cost) <= 0;
        SearchTest first = inOrder ? one : other;
        SearchTest second = inOrder ? other : one;
        return new SearchTest(
                second.cost, one.checks + other.checks, message -> first.holds(message) || second.holds(message));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Optional<SearchTest> picture(Check check) {
        return Optional.of(new SearchTest(Cost.PICTURE, check));
    }

    /** RFC 9051 §6.4.4 HEADER: no text at all finds every message that has the field. */
    private static boolean hasField(Header header, SearchKey.Header wanted) {
        for (HeaderField field : header.all(wanted.field())) {
            if (wanted.text().isEmpty()
                    || SearchedField.texts(field).stream().anyMatch(text -> Needle.in(text, wanted.text()))) {
                return true;
            }
        }
        return false;
    }
}
