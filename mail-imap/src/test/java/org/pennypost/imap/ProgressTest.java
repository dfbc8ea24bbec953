package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** RFC 9585: a search that takes long says so. Time goes on by some seconds whenever somebody looks at the clock. */
class ProgressTest {
    private static final Pattern IN_PROGRESS = Pattern.compile("\\* OK \\[INPROGRESS \\((\\S+) (\\d+) (\\d+)\\)] .*");
    private static final int MESSAGES = 1000;

    private final AtomicLong seconds = new AtomicLong();

    // RFC9585-4-b RFC9585-4-c RFC9585-4-e RFC9585-4-f RFC9585-4-h RFC9585-4-i RFC9585-4-k RFC9585-4-l RFC9585-5-a
    @Test
    void aLongSearchTellsHowFarItHasGot() throws StoreException {
        List<Matcher> told = told("s1", 6);
        assertTrue(told.size() > 1, "it was told " + told.size() + " times");
        long before = 0;
        for (Matcher one : told) {
            assertEquals("\"s1\"", one.group(1));
            long done = Long.parseLong(one.group(2));
            assertTrue(done > before && done < MESSAGES, one.group());
            assertEquals(MESSAGES, Long.parseLong(one.group(3)));
            before = done;
        }
    }

    // RFC 9585 §4: for whatever takes long
    @Test
    void soDoASortAndAThread() throws StoreException {
        assertTrue(told("s1", "SORT (DATE) UTF-8 BODY nowhere", "SORT", 6).size() > 1);
        assertTrue(told("s1", "THREAD REFS UTF-8 BODY nowhere", "THREAD", 6).size() > 1);
    }

    // RFC9585-4-a
    @Test
    void notMoreOftenThanEveryTenSeconds() throws StoreException {
        assertTrue(told("s1", 1).size() * 5 < told("s1", 10).size());
        assertEquals(List.of(), told("s1", 0));
    }

    // RFC9585-4-d
    @Test
    void aTagWithABracketIsNotTold() throws StoreException {
        assertEquals("NIL", told("s]", 11).get(0).group(1));
    }

    /** What a search tells of its progress where each look at the clock takes so many seconds. */
    private List<Matcher> told(String tag, int step) throws StoreException {
        return told(tag, "SEARCH BODY nowhere", "SEARCH", step);
    }

    private List<Matcher> told(String tag, String command, String name, int step) throws StoreException {
        MemoryStore store = new MemoryStore();
        fill(store);
        Surroundings world =
                new Surroundings("mail.example", () -> Instant.ofEpochSecond(seconds.addAndGet(step)), octets -> {});
        ImapServer imap = ImapServer.with(store, new MemoryAuthenticator().user("tim", "tanstaaf"), world);
        LoopbackDriver driver = new LoopbackDriver(imap, Peers.from("127.0.0.1"));
        driver.pump();
        driver.receive(octets("a LOGIN tim tanstaaf\r\nb SELECT INBOX\r\n"));
        driver.takeSent();
        driver.receive(octets(tag + " " + command + "\r\n"));
        String heard = new String(driver.takeSent(), StandardCharsets.US_ASCII);
        assertTrue(heard.endsWith("* " + name + "\r\n" + tag + " OK " + name + " completed\r\n"), heard);
        List<Matcher> told = new ArrayList<>();
        for (String line : heard.split("\r\n")) {
            Matcher matcher = IN_PROGRESS.matcher(line);
            if (matcher.matches()) {
                told.add(matcher);
            }
        }
        return told;
    }

    private static void fill(MemoryStore store) throws StoreException {
        try (Draft draft = store.account("tim").draft()) {
            draft.write(octets("Subject: x\r\n\r\n" + "many words ".repeat(20_000) + "\r\n"));
            NewMessage message = new NewMessage(draft, Flags.NONE, Instant.EPOCH);
            List<NewMessage> all = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                all.add(message);
            }
            store.account("tim").mailbox(MailboxName.INBOX).append(all);
        }
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
