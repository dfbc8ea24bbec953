package org.pennypost.server.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.server.authentication.PostOffice;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.FilterAddress;

/** From the wire past filters to the mailbox: what they are told, and what becomes of what they say. */
class FilteredMailTest {
    private static final String FIELDS = "From: Bob <bob@example.net>\r\nSubject: hello\r\n there\r\n";
    private static final String MESSAGE = FIELDS + "\r\nHow are you?\r\n";
    private static final String SENDER = "bob@example.net";
    private static final String DOWN = "451 4.7.1 The filter of this server does not answer, try again later";

    @TempDir
    Path directory;

    private ScriptedFilter filter;

    @BeforeEach
    void open() throws IOException {
        filter = ScriptedFilter.open();
    }

    @AfterEach
    void close() throws IOException {
        filter.close();
    }

    @Test
    void aFilterIsToldAllOfAMessageAndNothingOfWhatWePutAboveIt() throws Exception {
        try (PostOffice office = office(filter.address())) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            filter.ended();
            assertEquals("ODCHDMDRDTLLNBDEQ", filter.kinds());
            assertTrue(filter.heard('C').get(0).matches("localhost\\|4..127\\.0\\.0\\.1\\|"), filter::toString);
            assertEquals(List.of("client.honest.example|"), filter.heard('H'));
            assertEquals(List.of("<bob@example.net>|SIZE=" + MESSAGE.length() + "|"), filter.heard('M'));
            assertEquals(List.of("<anna@example.org>|"), filter.heard('R'));
            assertEquals(List.of("From|Bob <bob@example.net>|", "Subject|hello\n there|"), filter.heard('L'));
            assertEquals(List.of("How are you?\r\n"), filter.heard('B'));
            assertTrue(office.mail().endsWith("\r\n" + MESSAGE));
            assertFalse(office.junk());
        }
    }

    @Test
    void whatIsToldBesideTheCommandsHasTheNamesOfSendmail() throws Exception {
        try (PostOffice office = office(filter.address())) {
            office.submit(MESSAGE.replace("bob@example.net", "anna@example.org"));
            String all = String.join("", filter.heard('D'));
            for (String macro : List.of(
                    "Cj|mail.example.org|",
                    "|{client_addr}|127.0.0.1|",
                    "|{client_name}|localhost|",
                    "|_|localhost [127.0.0.1]|",
                    "|{daemon_name}|mail.example.org|",
                    "|{mail_addr}|anna@example.org|",
                    "|{auth_authen}|anna|{auth_type}|PLAIN|",
                    "|{rcpt_addr}|anna@example.org|")) {
                assertTrue(all.contains(macro), macro + " in " + all);
            }
            String id = all.replaceFirst(".*\\|Ei\\|([0-9a-z]{16})\\|$", "$1");
            assertTrue(office.mail().contains(" id " + id), all);
        }
    }

    // SMFIP_NO..., SMFIP_NR_...
    @Test
    void aFilterThatSaysSoIsToldLessAndNotWaitedFor() throws Exception {
        int protocol = 0x20_0000 - 1 & ~0x10 & ~0x08 & ~0x10_0000;
        filter.wanting(protocol).at('E', "a");
        try (PostOffice office = office(filter.address())) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            filter.ended();
            assertEquals("ODRBDEQ", filter.kinds());
        }
    }

    /** Else a header of nothing else would be a way past. */
    @Test
    void aFilterIsToldOfEveryField() throws Exception {
        try (PostOffice office = office(filter.address(), "unreachable = accept")) {
            filter.at('E', "r");
            assertEquals("550", office.deliver(SENDER, "a:\r\n".repeat(12_000) + MESSAGE));
            assertEquals(12_002, filter.heard('L').size());
        }
    }

    @Test
    void noFieldIsLongerThanFiltersTakeIt() throws Exception {
        try (PostOffice office = office(filter.address())) {
            String mail = "To: " + "anna@example.org,\r\n ".repeat(10_000) + "bob@example.net\r\n" + MESSAGE;
            assertEquals("250", office.deliver(SENDER, mail));
            assertTrue(filter.heard('L').get(0).length() < 65_535);
            assertTrue(filter.heard('L').get(0).startsWith("To|anna@example.org,\n anna@example.org,\n"));
            assertTrue(office.mail().endsWith(mail));
        }
    }

    /** Else it would be a way past, where a message is taken without a filter that does not answer. */
    @Test
    void noNameOfAFieldMakesItLongerThanFiltersTakeIt() throws Exception {
        try (PostOffice office = office(filter.address())) {
            String mail = FIELDS + "X".repeat(70_000) + ": " + "y".repeat(70_000) + "\r\n\r\nHow are you?\r\n";
            assertEquals("250", office.deliver(SENDER, mail));
            assertTrue(filter.heard('L').get(2).length() < 65_535);
            assertTrue(filter.heard('L').get(2).startsWith("X".repeat(500) + "|yyy"));
            assertTrue(office.mail().endsWith(mail));
        }
    }

    // SMFIP_SKIP
    @Test
    void aFilterMayHaveEnoughOfABody() throws Exception {
        filter.at('B', "s");
        try (PostOffice office = office(filter.address())) {
            String mail = MESSAGE + "more\r\n".repeat(40_000);
            assertEquals("250", office.deliver(SENDER, mail));
            assertEquals(1, filter.heard('B').size());
            assertTrue(office.mail().endsWith(mail));
        }
    }

    @Test
    void aLongBodyIsToldInPieces() throws Exception {
        try (PostOffice office = office(filter.address())) {
            String body = "more\r\n".repeat(40_000);
            assertEquals("250", office.deliver(SENDER, FIELDS + "\r\n" + body));
            assertEquals(List.of(65_535, 65_535, 65_535, 240_000 - 3 * 65_535), lengths(filter.heard('B')));
            assertEquals(body, String.join("", filter.heard('B')));
            assertTrue(office.mail().endsWith(FIELDS + "\r\n" + body));
        }
    }

    /** Else who reads on behind it would open what was text for the filter. */
    @Test
    void whatIsNoFieldIsBodyForFiltersAndReaders() throws Exception {
        try (PostOffice office = office(filter.address())) {
            String odd = "Buy this now\r\nContent-Type: text/html\r\nX-Spam-Status: No\r\n\r\nHow are you?\r\n";
            assertEquals("250", office.deliver(SENDER, FIELDS + odd));
            assertEquals(2, filter.heard('L').size());
            assertEquals(odd, String.join("", filter.heard('B')));
            assertTrue(office.mail().endsWith(FIELDS + "\r\n" + odd));
        }
    }

    @Test
    void whatAFilterRefusesIsRefusedInItsWords() throws Exception {
        Map<String, String> replies = Map.of(
                "r", "550 5.7.1 Rejected by the filter of this server",
                "t", "451 4.7.1 Not now, try again later",
                "y550 5.7.0 no thanks\0", "550 5.7.0 no thanks",
                "y452 come again\0", "452 4.7.1 come again",
                "y421 4.3.2 bye\0", "451 4.3.2 bye",
                "y554 50%% of it\0", "554 5.7.1 50% of it");
        try (PostOffice office = office(filter.address())) {
            for (Map.Entry<String, String> reply : replies.entrySet()) {
                filter.at('E', reply.getKey());
                assertEquals(reply.getValue(), office.deliverForReply(SENDER, MESSAGE));
            }
            for (char stage : "CHMRTLNB".toCharArray()) {
                filter.at(stage, "y550 at " + stage);
                assertEquals("550 5.7.1 at " + stage, office.deliverForReply(SENDER, MESSAGE));
                filter.at(stage, "c");
            }
            assertEquals(List.of(), office.mails());
            assertTrue(story().contains("filter " + filter.address() + ": refused, 452 come again"), story());
        }
    }

    @Test
    void aFilterMayHaveMessagesThrownAwayAndTheEvidenceSaysSo() throws Exception {
        filter.at('E', "d");
        try (PostOffice office = office(filter.address())) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            assertEquals(List.of(), office.mails());
            assertTrue(story().contains("filter " + filter.address() + ": taken and thrown away"), story());
        }
        String evidence =
                Files.readString(directory.resolve("d/evidence/log/0000000000.events"), StandardCharsets.ISO_8859_1);
        assertTrue(evidence.contains("event: discarded\n"), evidence);
        assertTrue(evidence.contains("event: submission-accepted\n"), evidence);
        assertFalse(evidence.contains("event: delivered\n"), evidence);
    }

    @Test
    void aFilterChangesTheHeader() throws Exception {
        filter.at(
                'E',
                "hX-Seen\0by it\nand\r\n\r\nBody:\rmore\0",
                "i" + ScriptedFilter.number(1) + "X-Between\0them\0",
                "m" + ScriptedFilter.number(1) + "Subject\0*** hello\0",
                "m" + ScriptedFilter.number(2) + "Subject\0another\0",
                "m" + ScriptedFilter.number(1) + "From\0\0",
                "c");
        try (PostOffice office = office(filter.address())) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            String mail = office.mail();
            String header = "X-Between: them\r\nSubject: *** hello\r\nX-Seen: by it\r\n\tand\r\n\tBody:\r\n\tmore\r\n"
                    + "Subject: another\r\n\r\nHow are you?\r\n";
            assertTrue(mail.matches("(?s)Return-Path: .*\r\nReceived: from .*\\d\r\n\\Q" + header + "\\E"), mail);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X-Spam, Yes, true",
        "x-spam-flag, YES, true",
        "X-Spam-Status, 'Yes, score=12', true",
        "X-Spam-Status, 'No, score=-1', false",
        "X-Other, yes, false"
    })
    void whatAFilterCallsSpamIsJunk(String name, String value, boolean junk) throws Exception {
        filter.at('E', "p", "m" + ScriptedFilter.number(1) + name + "\0" + value + "\0", "a");
        try (PostOffice office = office(filter.address())) {
            assertEquals("250", office.deliver(SENDER, "X-Spam: Yes\r\n" + MESSAGE));
            assertEquals(junk || name.equals("X-Spam"), office.junk());
            assertTrue(office.mail().contains("\r\n" + name + ": " + value + "\r\n"), office.mail());
            assertFalse(office.mail().contains("Suspicion"), office.mail());
        }
    }

    @Test
    void whatAMessageSaysOfItselfIsNobodysWord() throws Exception {
        try (PostOffice office =
                office(filter.address(), "[authentication]", "examine-loopback = on", "policy = off")) {
            String forged = "X-Spam: Yes\r\nX-Spam-Status: No\r\nX-Spamd-Bar: --\r\nX-Virus-Scanned: clean\r\n";
            assertEquals("250", office.deliver(SENDER, forged + MESSAGE));
            assertFalse(office.junk());
            assertTrue(office.mail().matches("(?s).*;\r\n\t[^\t]*\r\n\\Q" + MESSAGE + "\\E"), office.mail());
            assertEquals(2, filter.heard('L').size());
        }
    }

    @Test
    void withoutJunkTheFieldAloneIsThere() throws Exception {
        filter.at('E', "hX-Spam\0Yes\0", "c");
        try (PostOffice office = office(filter.address(), "junk = off")) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            assertFalse(office.junk());
            filter.at('E', "qsuspicious\0", "a");
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            assertTrue(office.junk(), "quarantine");
        }
    }

    @Test
    void aUserHearsOfItInsteadOfHavingJunk() throws Exception {
        filter.at('E', "hX-Spam\0Yes\0", "c");
        try (PostOffice office = office(filter.address())) {
            String mine = MESSAGE.replace(SENDER, "anna@example.org");
            office.submit(mine);
            assertFalse(office.junk());
            assertTrue(office.mail().contains("\r\nX-Spam: Yes\r\n"));
            filter.at('E', "q\0", "a");
            assertEquals("550 5.7.1 Rejected by the filter of this server", office.submitForReply(mine));
        }
    }

    @Test
    void filtersNeedNotBeAskedAboutUsers() throws Exception {
        filter.at('E', "r");
        try (PostOffice office = office(filter.address(), "submission = off")) {
            office.submit(MESSAGE.replace(SENDER, "anna@example.org"));
            assertEquals(List.of(), filter.heard());
        }
    }

    @Test
    void aFilterMayWriteAnotherBody() throws Exception {
        filter.at('E', "bone\ntwo\r", "b\nthree\0\r\nfour", "c");
        try (PostOffice office = office(filter.address())) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            assertTrue(office.mail().endsWith(FIELDS + "\r\none\r\ntwo\r\nthree\r\nfour"), office.mail());
        }
    }

    @Test
    void eachFilterIsToldWhatTheOneBeforeHasLeft() throws Exception {
        filter.at('E', "bother\r\n", "hX-First\0it\0", "m" + ScriptedFilter.number(1) + "From\0\0", "c");
        try (ScriptedFilter second = ScriptedFilter.open(directory.resolve("s"));
                PostOffice office = office(filter.address() + ", unix:s")) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            assertEquals(List.of("Subject|hello\n there|", "X-First|it|"), second.heard('L'));
            assertEquals(List.of("other\r\n"), second.heard('B'));
        }
    }

    @Test
    void whileAFilterIsDownTheSenderComesAgainOrItIsDoneWithout() throws Exception {
        filter.close();
        try (PostOffice office = office(filter.address())) {
            assertEquals(DOWN, office.deliverForReply(SENDER, MESSAGE));
            assertTrue(story().contains(": no answer: it cannot be reached: Connection refused"), story());
        }
        try (ScriptedFilter second = ScriptedFilter.open();
                PostOffice office = office(filter.address() + ", " + second.address(), "unreachable = accept")) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            assertEquals(1, second.heard('E').size());
            assertTrue(office.mail().endsWith(MESSAGE));
        }
    }

    @Test
    void aSlowFilterIsWaitedForOnlyAsLongAsItMayTake() throws Exception {
        filter.at('E');
        try (PostOffice office = office(filter.address(), "patience = 1")) {
            assertEquals(DOWN, office.deliverForReply(SENDER, MESSAGE));
            assertTrue(story().contains(": no answer: it takes too long"), story());
        }
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                PostOffice office = office("127.0.0.1:" + deaf.getLocalPort(), "patience = 1")) {
            String tooMuch = MESSAGE + "more\r\n".repeat(1_000_000);
            assertEquals(DOWN, office.deliverForReply(SENDER, tooMuch));
        }
    }

    @Test
    void whatAFilterMustNotSayIsNoAnswer() throws Exception {
        List<String> answers = List.of(
                "+<eve@example.net>\0",
                "-<anna@example.org>\0",
                "e<eve@example.net>\0",
                "Z",
                "s",
                "h",
                "hX Y\0x\0",
                "hX:Y\0x\0",
                "i\0",
                "y250 2.0.0 fine\0",
                "y\0");
        try (PostOffice office = office(filter.address())) {
            for (String answer : answers) {
                filter.at('E', answer, "c");
                assertEquals(DOWN, office.deliverForReply(SENDER, MESSAGE), answer);
            }
            filter.at('E', "y550\r\n250 OK\0");
            assertEquals("550 5.7.1 Rejected", office.deliverForReply(SENDER, MESSAGE));
            assertEquals(List.of(), office.mails());
        }
    }

    @Test
    void changesOfAMessageComeAtItsEnd() throws Exception {
        filter.at('L', "hX-Spam\0Yes\0");
        try (PostOffice office = office(filter.address())) {
            assertEquals(DOWN, office.deliverForReply(SENDER, MESSAGE));
        }
    }

    @Test
    void whatAFilterMayAddHasABound() throws Exception {
        String[] most = Stream.concat(Stream.generate(() -> "hX-A\0b\0").limit(MessageFields.MOST), Stream.of("c"))
                .toArray(String[]::new);
        String[] more = Stream.concat(Stream.of("hX-A\0b\0"), Stream.of(most)).toArray(String[]::new);
        String half = "hX-A\0" + "x".repeat(MessageFields.MOST_OCTETS / 2) + "\0";
        try (PostOffice office = office(filter.address())) {
            filter.at('E', most);
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            filter.at('E', more);
            assertEquals("451", office.deliver(SENDER, MESSAGE));
            filter.at('E', half, half, "c");
            assertEquals("451", office.deliver(SENDER, MESSAGE));
            filter.at('E', half, "c");
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            filter.at('E', Stream.generate(() -> "p").limit(10_001).toArray(String[]::new));
            assertEquals("451", office.deliver(SENDER, MESSAGE));
        }
    }

    @Test
    void whatIsTakenOrRefusedEarlyIsNotToldToTheEnd() throws Exception {
        filter.at('M', "a");
        try (PostOffice office = office(filter.address())) {
            assertEquals("250", office.deliver(SENDER, MESSAGE));
            filter.ended();
            assertEquals("ODCHDMAQ", filter.kinds());
        }
    }

    @Test
    void soManyMessagesAreWithFiltersAtTheSameTime() throws Exception {
        filter.at('E');
        ExecutorService senders = Executors.newCachedThreadPool();
        List<Future<String>> replies = new ArrayList<>();
        try (PostOffice office = office(filter.address())) {
            for (int i = 0; i < MailFilters.AT_ONCE; i++) {
                replies.add(senders.submit(() -> office.deliverForReply(SENDER, MESSAGE)));
            }
            filter.told('E', MailFilters.AT_ONCE);
            assertEquals("451 4.7.1 Not now, try again later", office.deliverForReply(SENDER, MESSAGE));
            filter.close();
            for (Future<String> reply : replies) {
                assertEquals(DOWN, reply.get(20, TimeUnit.SECONDS));
            }
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void whoStopsTheServerDoesNotWaitForAFilter() throws Exception {
        filter.at('E');
        PostOffice office = office(filter.address());
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Future<String> reply = sender.submit(() -> office.deliverForReply(SENDER, MESSAGE));
            filter.told('E', 1);
            office.stop(Duration.ofMillis(100));
            filter.ended();
            assertThrows(ExecutionException.class, () -> reply.get(20, TimeUnit.SECONDS));
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void garbageIsNoAnswer() throws Exception {
        List<String> all = List.of("\0\0\0\0", "\377\377\377\377", "HTTP/1.1 400\r\n", "\0\2\0\1c", "\0\0\0\1");
        filter.raw();
        try (PostOffice office = office(filter.address(), "patience = 1")) {
            for (String garbage : all) {
                filter.at('O', garbage);
                assertEquals(DOWN, office.deliverForReply(SENDER, MESSAGE));
            }
        }
    }

    @Test
    void aCheckOfTheConfigurationAsksWhetherAFilterIsThere() throws Exception {
        Duration patience = Duration.ofSeconds(1);
        List<String> lines = List.of("[filters]", "milters = " + filter.address());
        FilterAddress address =
                Configuration.of(lines, directory).filters().milters().get(0);
        assertTrue(MailFilters.fault(address, patience).isEmpty());
        filter.at('O', "O" + ScriptedFilter.number(7) + ScriptedFilter.number(0) + ScriptedFilter.number(0));
        assertEquals(
                "the filter at " + filter.address() + " does not answer: it speaks version 7 of the protocol",
                MailFilters.fault(address, patience).orElseThrow());
    }

    private PostOffice office(String milters, String... more) throws Exception {
        String[] settings = Stream.concat(
                        Stream.of("enabled = off", "[filters]", "milters = " + milters), Stream.of(more))
                .toArray(String[]::new);
        return PostOffice.open(directory, settings);
    }

    private String story() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("d/journal"))) {
            StringBuilder story = new StringBuilder();
            for (Path file : files.toList()) {
                story.append(Files.readString(file));
            }
            return story.toString();
        }
    }

    private static List<Integer> lengths(List<String> texts) {
        return texts.stream().map(String::length).toList();
    }
}
