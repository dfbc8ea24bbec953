package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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
import org.junit.jupiter.api.Timeout;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.HeaderDate;
import org.pennypost.imap.PlainThreads.Mail;

/** THREAD REFERENCES is what its six steps make, taken word by word: RFC 5256 §BASE.6.4.THREAD. */
class ThreadModelTest {
    private static final int DEEP = 10_000;

    // RFC5256-BASE.6.4.THREAD-o RFC5256-BASE.6.4.THREAD-p RFC5256-BASE.6.4.THREAD-q RFC5256-BASE.6.4.THREAD-r
    @Property(tries = 1000)
    void itIsTheSixSteps(@ForAll("mails") List<Mail> mails) throws StoreException {
        Inbox inbox = new Inbox(mails.stream().map(ThreadModelTest::text).toList());
        assertEquals(PlainThreads.answer(mails), inbox.say("THREAD REFERENCES UTF-8 ALL"));
        Set<Integer> all =
                new TreeSet<>(IntStream.rangeClosed(1, mails.size()).boxed().toList());
        for (String algorithm : List.of("REFERENCES", "REFS", "ORDEREDSUBJECT")) {
            List<Integer> named = numbers(inbox.say("THREAD " + algorithm + " UTF-8 ALL"));
            assertEquals(all, new TreeSet<>(named), algorithm);
            assertEquals(all.size(), named.size(), algorithm);
        }
    }

    /** Replies that tell the truth, some of which never came, in any order of arrival. */
    @Property(tries = 200)
    void theOrderOfArrivalDoesNotMatter(
            @ForAll @Size(min = 1, max = 15) List<@IntRange(max = 100) Integer> parents,
            @ForAll @IntRange(min = 1, max = 5) int told,
            @ForAll Random random)
            throws StoreException {
        List<Mail> mails = new ArrayList<>();
        List<List<String>> ways = new ArrayList<>();
        for (int i = 0; i < parents.size(); i++) {
            int parent = parents.get(i) % (i + 1);
            List<String> way = new ArrayList<>();
            if (parent < i) {
                way.addAll(ways.get(parent));
                way.add(parent + "@x");
            }
            ways.add(way);
            // shortened lines, as some programs write them
            mails.add(new Mail(i + "@x", way.subList(Math.max(0, way.size() - told), way.size()), "s" + i, i));
        }
        mails.removeIf(mail -> mails.size() > 1 && random.nextInt(4) == 0);
        for (String algorithm : List.of("REFERENCES", "REFS")) {
            Set<Set<String>> threads = threads(algorithm, mails);
            List<Mail> shuffled = new ArrayList<>(mails);
            Collections.shuffle(shuffled, random);
            assertEquals(threads, threads(algorithm, shuffled));
        }
    }

    // RFC5256-BASE.7.2.THREAD-c
    @Test
    @Timeout(60)
    void aThreadMayBeAsDeepAsItLikes() throws StoreException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < DEEP; i++) {
            String parent = i == 0 ? "" : "References: <" + (i - 1) + "@x>\r\n";
            texts.add("Subject: s" + i + "\r\nMessage-ID: <" + i + "@x>\r\n" + parent + "\r\n.\r\n");
        }
        String chain =
                IntStream.rangeClosed(1, DEEP).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        Inbox inbox = new Inbox(texts);
        assertEquals("* THREAD (" + chain + ")", inbox.say("THREAD REFERENCES UTF-8 ALL"));
        assertEquals("* THREAD (" + chain + ")", inbox.say("THREAD REFS UTF-8 ALL"));
    }

    /** Each message of the chain has a second reply, so that lists lie in lists; and the last one came first. */
    @Test
    @Timeout(60)
    void listsMayLieInListsAsDeepAsTheyLike() throws StoreException {
        List<String> texts = new ArrayList<>();
        for (int i = DEEP; i > 0; i--) {
            String parent = i == 1 ? "" : "References: <" + (i - 2) / 2 * 2 + "@x>\r\n";
            texts.add("Subject: s" + i + "\r\nMessage-ID: <" + i + "@x>\r\n" + parent + "\r\n.\r\n");
        }
        String answer = new Inbox(texts).say("THREAD REFERENCES UTF-8 ALL");
        assertEquals(DEEP, numbers(answer).size());
        int depth = 0;
        int deepest = 0;
        for (char c : answer.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        assertEquals(0, depth);
        assertEquals(DEEP / 2, deepest, 2);
    }

    // the bound of SortFacts.MOST_REFERENCES, and one beyond it
    @Test
    void ofManyReferencesTheLastCount() throws StoreException {
        String hundred =
                IntStream.range(0, 100).mapToObj(i -> " <g" + i + "@x>\r\n").collect(Collectors.joining());
        List<String> texts = List.of(
                "Subject: a\r\nMessage-ID: <first@x>\r\n\r\n.\r\n",
                "Subject: b\r\nReferences: <first@x>\r\n" + hundred.substring(0, hundred.indexOf(" <g99@x>"))
                        + "\r\n.\r\n",
                "Subject: c\r\nReferences: <first@x>\r\n" + hundred + "\r\n.\r\n");
        Inbox inbox = new Inbox(texts);
        assertEquals("* THREAD (1 2)", inbox.say("THREAD REFS UTF-8 1:2"));
        assertEquals("* THREAD (1)(3)", inbox.say("THREAD REFS UTF-8 1,3"));
    }

    // the bound of ReferenceLinks.MOST_DUMMIES, and beyond it
    @Test
    void messagesThatAreNotHereTakeBoundedMemory() throws StoreException {
        int messages = 1_000_000 / 99 + 1;
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            StringBuilder text = new StringBuilder("References:");
            for (int j = 0; j < 100; j++) {
                text.append(" <").append(i).append('.').append(j).append("@x>");
            }
            texts.add(text + "\r\n\r\n.\r\n");
        }
        Inbox inbox = new Inbox(texts);
        AssertionError refused = assertThrows(AssertionError.class, () -> inbox.say("THREAD REFS UTF-8 ALL"));
        assertTrue(refused.getMessage().contains("a NO [LIMIT]"), refused.getMessage());
        assertEquals(messages - 1, numbers(inbox.say("THREAD REFS UTF-8 2:*")).size());
    }

    @Provide
    Arbitrary<List<Mail>> mails() {
        Arbitrary<String> ids = Arbitraries.of("", "a@x", "b@x", "c@x", "d@x", "e@x", "f@x", "g@x");
        Arbitrary<List<String>> references =
                ids.filter(id -> !id.isEmpty()).list().ofMaxSize(4);
        Arbitrary<String> subjects = Arbitraries.of("", "Re: ", "p", "Re: p", "q", "Re: q", "P", "r", "s", "t", "u");
        Arbitrary<Integer> dates = Arbitraries.integers().between(1, 6);
        return Combinators.combine(ids, references, subjects, dates)
                .as(Mail::new)
                .list()
                .ofMaxSize(12);
    }

    private static String text(Mail mail) {
        String date = HeaderDate.format(Instant.ofEpochSecond(mail.sent()).atOffset(ZoneOffset.UTC));
        String references =
                mail.references().stream().map(id -> " <" + id + ">").collect(Collectors.joining());
        return "Date: " + date + "\r\nSubject: " + mail.subject() + "\r\n"
                + (mail.id().isEmpty() ? "" : "Message-ID: <" + mail.id() + ">\r\n")
                + (references.isEmpty() ? "" : "References:" + references + "\r\n")
                + "\r\n.\r\n";
    }

    /** Which messages are in threads with each other, by their subjects. */
    private static Set<Set<String>> threads(String algorithm, List<Mail> mails) throws StoreException {
        Inbox inbox = new Inbox(mails.stream().map(ThreadModelTest::text).toList());
        Set<Set<String>> threads = new HashSet<>();
        int depth = 0;
        StringBuilder thread = new StringBuilder();
        for (char c : inbox.say("THREAD " + algorithm + " UTF-8 ALL").toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            thread.append(depth > 0 ? c : ' ');
            if (c == ')' && depth == 0) {
                threads.add(numbers(thread.toString()).stream()
                        .map(number -> mails.get(number - 1).subject())
                        .collect(Collectors.toSet()));
                thread.setLength(0);
            }
        }
        return threads;
    }

    private static List<Integer> numbers(String answer) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : answer.split("[^0-9]+")) {
            if (!word.isEmpty()) {
                numbers.add(Integer.parseInt(word));
            }
        }
        return numbers;
    }
}
