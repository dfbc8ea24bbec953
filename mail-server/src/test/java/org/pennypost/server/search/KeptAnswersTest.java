package org.pennypost.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailStoreProvider;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.reading.MessageText;
import org.pennypost.core.reading.TextFold;

/** What IMAP answers from caches and indexes is what it answers without, whatever happens to their files. */
class KeptAnswersTest {
    private static final String ALL_ITEMS = "FETCH 1:* (ENVELOPE BODY BODYSTRUCTURE RFC822.SIZE"
            + " PREVIEW EMAILID THREADID BODY.PEEK[HEADER.FIELDS (Subject FROM date To Cc x-priority)])";
    private static final List<String> FIELDS =
            List.of("Subject", "From", "To", "Cc", "Message-ID", "References", "Date");

    private static final List<String> CACHES =
            List.of("pennypost-cache-imap-fetch", "pennypost-cache-imap-search", "pennypost-cache-imap-sort");

    private static final List<String> ORDERS = List.of(
            "SORT (DATE)",
            "SORT (REVERSE SUBJECT FROM)",
            "SORT (TO CC DISPLAYFROM)",
            "SORT (DISPLAYTO)",
            "THREAD REFERENCES",
            "THREAD REFS",
            "THREAD ORDEREDSUBJECT");

    @TempDir
    static Path directory;

    private static List<byte[]> messages;
    private static MailStore store;

    @BeforeAll
    static void deliver() throws IOException, StoreException {
        messages = RealMail.all();
        store = open("on");
        RealMail.deliver(store.account("tim"), messages);
    }

    @AfterAll
    static void close() throws StoreException {
        store.close();
    }

    @Test
    void itemsFromTheCacheAreThoseOfTheMessages() throws IOException {
        for (String[] first : new String[][] {{}, {"ENABLE IMAP4rev2"}}) {
            deleteCaches();
            ImapTalk talk = new ImapTalk(store, first);
            String read = talk.say(ALL_ITEMS);
            assertTrue(Files.exists(maildir().resolve("pennypost-cache-imap-fetch")));
            assertEquals(read, talk.say(ALL_ITEMS));
        }
        deleteCaches();
        ImapTalk ascii = new ImapTalk(store);
        String read = ascii.say(ALL_ITEMS);
        String utf8 = new ImapTalk(store, "ENABLE IMAP4rev2").say(ALL_ITEMS);
        deleteCaches();
        assertEquals(utf8, new ImapTalk(store, "ENABLE IMAP4rev2").say(ALL_ITEMS));
        assertEquals(read, ascii.say(ALL_ITEMS));
    }

    @Test
    void aCacheThatKnowsOnlyTheHeaderLearnsTheRest() throws IOException {
        deleteCaches();
        ImapTalk talk = new ImapTalk(store);
        String envelopes = talk.say("FETCH 1:* ENVELOPE");
        String all = talk.say(ALL_ITEMS);
        assertEquals(all, talk.say(ALL_ITEMS));
        assertEquals(envelopes, talk.say("FETCH 1:* ENVELOPE"));
        deleteCaches();
        talk.say("FETCH 1:* BODY");
        assertEquals(envelopes, talk.say("FETCH 1:* ENVELOPE"));
    }

    /** A field that is not kept sends us to the message; it is in none. */
    @Test
    void headerFieldsFromTheCacheAreThoseOfTheMessages() {
        ImapTalk talk = new ImapTalk(store);
        String kept = talk.say("FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM Subject References)]<0.300>)");
        String read = talk.say("FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM Subject References X-None-Has)]<0.300>)");
        assertEquals(kept, read.replace(" X-None-Has)", ")"));
    }

    @Test
    void ordersAndThreadsFromTheCacheAreThoseOfTheMessages() throws IOException {
        ImapTalk talk = new ImapTalk(store);
        for (String order : ORDERS) {
            deleteCaches();
            String read = talk.say(order + " UTF-8 ALL");
            assertTrue(Files.exists(maildir().resolve("pennypost-cache-imap-sort")));
            assertEquals(read, talk.say(order + " UTF-8 ALL"), order);
        }
    }

    // RFC9051-6.4.4-m
    @Test
    void headersAreFoundFromTheCacheAsInTheMessages() throws StoreException, IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<Header> headers = new ArrayList<>();
        for (byte[] message : messages) {
            headers.add(Header.parse(ByteBuffer.wrap(message), MessageLimits.DEFAULTS));
        }
        deleteCaches();
        ImapTalk talk = new ImapTalk(store);
        for (String field : FIELDS) {
            for (String needle : needles(headers, field, random)) {
                String expected = found(headers, field, needle);
                assertEquals(expected, talk.search("HEADER " + field, needle), field + ": " + needle);
            }
        }
    }

    // RFC9051-6.4.4-m
    @Test
    void textsAreFoundWithTheIndexAsWithout() throws StoreException, IOException {
        SplittableRandom random = new SplittableRandom(6);
        List<String> texts = texts();
        ImapTalk talk = new ImapTalk(store);
        List<String> needles = Stream.generate(() -> piece(texts.get(random.nextInt(texts.size())), random))
                .limit(24)
                .toList();
        awaitIndex(talk);
        for (String needle : needles) {
            String expected = numbers(i -> texts.get(i).contains(TextFold.fold(needle)));
            assertEquals(expected, talk.search("TEXT", needle), needle);
        }
        try (MailStore other = open("off")) {
            ImapTalk without = new ImapTalk(other);
            for (String needle : needles.subList(0, 4)) {
                assertEquals(without.search("BODY", needle), talk.search("BODY", needle), needle);
                assertEquals(
                        without.search("OR FROM example NOT TEXT", needle),
                        talk.search("OR FROM example NOT TEXT", needle),
                        needle);
            }
        }
    }

    @Test
    void damageCostsTimeAndNothingElse() throws IOException {
        ImapTalk talk = new ImapTalk(store);
        SplittableRandom random = new SplittableRandom(7);
        String items = talk.say(ALL_ITEMS);
        String found = talk.search("SUBJECT", "e");
        String sorted = talk.say("SORT (SUBJECT) UTF-8 ALL");
        for (int i = 0; i < 10; i++) {
            for (String cache : CACHES) {
                byte[] octets = Files.readAllBytes(maildir().resolve(cache));
                for (int flips = 1 << i; flips > 0; flips--) {
                    octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(maildir().resolve(cache), octets);
            }
            assertEquals(items, talk.say(ALL_ITEMS));
            assertEquals(found, talk.search("SUBJECT", "e"));
            assertEquals(sorted, talk.say("SORT (SUBJECT) UTF-8 ALL"));
        }
    }

    private static void awaitIndex(ImapTalk talk) throws IOException {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
        Path index = maildir().resolve("pennypost-index");
        boolean there = false;
        while (!there && Instant.now().isBefore(deadline)) {
            talk.search("TEXT", "awaited");
            try (Stream<Path> files = Files.isDirectory(index) ? Files.list(index) : Stream.empty()) {
                there = files.anyMatch(file -> !file.toString().endsWith(".new"));
            }
        }
        assertTrue(there, "there is no index");
    }

    private static List<String> needles(List<Header> headers, String field, SplittableRandom random) {
        List<String> needles = new ArrayList<>(List.of("", "E", "re: ", "\u212A", "<"));
        for (int tries = 0; needles.size() < 25 && tries < 1000; tries++) {
            headers.get(random.nextInt(headers.size()))
                    .first(field)
                    .map(HeaderField::text)
                    .filter(text -> text.length() > 5)
                    .ifPresent(text -> needles.add(piece(text, random)));
        }
        return needles;
    }

    private static String found(List<Header> headers, String field, String needle) {
        String folded = TextFold.fold(needle);
        return numbers(i -> headers.get(i).all(field).stream()
                .anyMatch(one -> TextFold.fold(one.text()).contains(folded)));
    }

    private static String numbers(IntPredicate test) {
        String numbers = IntStream.range(0, messages.size())
                .filter(test)
                .mapToObj(i -> " " + (i + 1))
                .collect(Collectors.joining());
        return "* SEARCH" + numbers;
    }

    /** A piece of a text that can be asked for, in the other letter case. */
    private static String piece(String text, SplittableRandom random) {
        for (int tries = 0; tries < 100; tries++) {
            int from = random.nextInt(Math.max(1, text.length()));
            String piece = text.substring(from, Math.min(text.length(), from + random.nextInt(3, 14)));
            boolean sound = piece.chars().noneMatch(c -> c == 0 || c == 0xFFFF || Character.isSurrogate((char) c));
            if (piece.length() > 2 && sound) {
                return piece.chars()
                        .mapToObj(c -> String.valueOf((char) (c < 0x80 ? Character.toUpperCase(c) : c)))
                        .collect(Collectors.joining());
            }
        }
        return "nothing to ask for";
    }

    /** What a search for TEXT looks into, by the definition. */
    private static List<String> texts() throws StoreException {
        List<String> texts = new ArrayList<>();
        Mailbox inbox = store.account("tim").mailbox(MailboxName.INBOX);
        for (int i = 0; i < messages.size(); i++) {
            StringBuilder text = new StringBuilder();
            try (MessageSource source =
                    MessageSource.open(inbox.content(inbox.picture().uid(i)), MessageLimits.DEFAULTS)) {
                MessageText.ofAll(source, new MessageText.Sink() {
                    @Override
                    public void border() {
                        text.append('\uFFFF');
                    }

                    @Override
                    public boolean take(CharBuffer folded) {
                        text.append(folded);
                        return true;
                    }
                });
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static void deleteCaches() throws IOException {
        for (String cache : CACHES) {
            Files.deleteIfExists(maildir().resolve(cache));
        }
    }

    private static Path maildir() {
        return directory.resolve("mail").resolve("tim").resolve("Maildir");
    }

    private static MailStore open(String index) throws StoreException {
        MailStoreProvider maildir = ServiceLoader.load(MailStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("maildir"))
                .findFirst()
                .orElseThrow();
        return maildir.open(directory.resolve("mail"), Map.of("durability", "none", "index", index));
    }
}
