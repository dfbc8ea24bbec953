package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.HeaderDate;
import org.pennypost.core.reading.TextFold;

/** SORT is what a plain sort makes of the values that the messages were written from: RFC 5256 §BASE.6.4.SORT. */
class SortModelTest {
    private static final String[] NAMES = {"", "Re: ", "[list] fwd: ", "[x] RE[2] : "};
    private static final String[] WORDS = {"", "a", "A", "b", "ä", "Äb", "ß", "zz", "\u4E2D", "z\u0001"};

    /** The values of a message; addresses are {@code name <mailbox@host>}, or nothing. */
    record Mail(String subject, String around, long sent, int zone, String from, String to, String cc, int padding) {
        private static final long NEVER = 0;

        String text() {
            String date = HeaderDate.format(
                    OffsetDateTime.ofInstant(Instant.ofEpochSecond(sent), ZoneOffset.ofTotalSeconds(zone * 1800)));
            return (sent == NEVER ? "" : "Date: " + date + "\r\n")
                    + "Subject: " + around + encoded(subject) + "\r\n"
                    + address("From", from) + address("To", to) + address("Cc", cc)
                    + "\r\n" + "x".repeat(padding) + "\r\n";
        }

        private static String address(String field, String name) {
            return name.isEmpty() ? "" : field + ": " + encoded(name) + " <box" + name.length() + "@x.example>\r\n";
        }

        private static String encoded(String word) {
            String base64 = Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8));
            return word.isEmpty() ? "" : "=?UTF-8?B?" + base64 + "?=";
        }
    }

    @Property(tries = 200)
    void itIsAPlainSort(
            @ForAll("mails") @Size(max = 20) List<Mail> mails,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 17) Integer> criteria)
            throws StoreException {
        List<String> texts = mails.stream().map(Mail::text).toList();
        List<String> keys =
                List.of("ARRIVAL", "CC", "DATE", "FROM", "SIZE", "SUBJECT", "TO", "DISPLAYFROM", "DISPLAYTO");
        String asked = criteria.stream()
                .map(i -> (i >= 9 ? "REVERSE " : "") + keys.get(i % 9))
                .collect(Collectors.joining(" "));
        Comparator<Integer> order = (one, other) -> 0;
        for (int criterion : criteria) {
            Comparator<Integer> next = order(keys.get(criterion % 9), mails, texts);
            order = order.thenComparing(criterion >= 9 ? next.reversed() : next);
        }
        String expected = IntStream.range(0, mails.size())
                .boxed()
                .sorted(order)
                .map(i -> " " + (i + 1))
                .collect(Collectors.joining());
        Inbox inbox = new Inbox(texts);
        assertEquals("* SORT" + expected, inbox.say("SORT (" + asked + ") UTF-8 ALL"), asked);
        assertEquals("* SORT" + expected, inbox.say("SORT (" + asked + ") UTF-8 ALL"), "from the cache, " + asked);
    }

    // RFC 5256 §7: the bound of what is kept of a text, and beyond it
    @Test
    void longTextsAreSortedAsFarAsTheyAreKept() throws StoreException {
        String start = "S".repeat(495);
        Inbox inbox = new Inbox(List.of(
                subject(start + "b" + "y".repeat(16)),
                subject(start + "b" + "x".repeat(16)),
                subject(start + "a" + "z".repeat(17)),
                subject(start + "a" + "z".repeat(17) + "y".repeat(1000)),
                subject("Re: " + start + "a" + "Z".repeat(17))));
        String sorted = inbox.say("SORT (SUBJECT) UTF-8 1:3");
        assertEquals("* SORT 3 2 1", sorted);
        // the digest tells long texts apart, and letter case does not
        assertEquals("* THREAD (3 5)", inbox.say("THREAD ORDEREDSUBJECT UTF-8 3,5"));
        assertEquals("* THREAD (3)(4)", inbox.say("THREAD ORDEREDSUBJECT UTF-8 3:4"));
    }

    @Provide
    Arbitrary<List<Mail>> mails() {
        Arbitrary<String> words = Arbitraries.of(WORDS);
        Arbitrary<Long> dates = Arbitraries.longs().between(0, 9).map(i -> i * 900_000_000L / 9);
        return Combinators.combine(
                        words,
                        Arbitraries.of(NAMES),
                        dates,
                        Arbitraries.integers().between(-20, 20),
                        words,
                        words,
                        words,
                        Arbitraries.integers().between(0, 3))
                .as(Mail::new)
                .list()
                .ofMaxSize(20);
    }

    private static Comparator<Integer> order(String key, List<Mail> mails, List<String> texts) {
        return switch (key) {
            case "ARRIVAL" -> Comparator.naturalOrder();
            case "DATE" ->
                Comparator.comparingLong(i ->
                        mails.get(i).sent() == Mail.NEVER ? i : mails.get(i).sent());
            case "SIZE" -> Comparator.comparingInt(i -> texts.get(i).getBytes(StandardCharsets.UTF_8).length);
            case "SUBJECT" -> folded(i -> mails.get(i).subject());
            case "FROM" -> folded(i -> mailbox(mails.get(i).from()));
            case "TO" -> folded(i -> mailbox(mails.get(i).to()));
            case "CC" -> folded(i -> mailbox(mails.get(i).cc()));
            case "DISPLAYFROM" -> folded(i -> mails.get(i).from());
            default -> folded(i -> mails.get(i).to());
        };
    }

    private static String mailbox(String name) {
        return name.isEmpty() ? "" : "box" + name.length();
    }

    private static Comparator<Integer> folded(Function<Integer, String> text) {
        return (one, other) -> Arrays.compareUnsigned(octets(text.apply(one)), octets(text.apply(other)));
    }

    private static byte[] octets(String text) {
        return TextFold.fold(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String subject(String subject) {
        return "Date: Tue, 1 Feb 1994 10:00:00 +0000\r\nSubject: " + subject + "\r\n\r\n.\r\n";
    }
}
