package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Call;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.engine.Turns;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Peers;

/** Answers about many messages: whole, in few calls, and never much of them in memory at once. */
class LargeMailboxTest {
    private static final int MESSAGES = 100_000;
    private static final MemoryStore STORE = new MemoryStore();

    private final Turns turns = new OneAtATime();
    private final Engine engine = ImapServer.with(
                    STORE,
                    new MemoryAuthenticator().user("tim", "tanstaaf"),
                    new Surroundings("mail.example", () -> Instant.EPOCH, octets -> {}))
            .turns(turns)
            .accept(Peers.from("127.0.0.1"), () -> {});

    private int calls;
    private long largestSend;
    private long lines;

    @BeforeAll
    static void fill() throws Exception {
        Account account = STORE.account("tim");
        try (Draft draft = account.draft()) {
            draft.write(ByteBuffer.wrap("Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII)));
            NewMessage message = new NewMessage(draft, Flags.of(Flag.FLAGGED), Instant.EPOCH);
            account.mailbox(MailboxName.INBOX).append(Collections.nCopies(MESSAGES, message));
        }
    }

    @Test
    void flagsAreToldFromMemoryInOnePass() {
        select();
        say("b FETCH 1:* FLAGS");
        assertEquals(MESSAGES + 1, lines);
        assertEquals(0, calls);
        assertTrue(largestSend <= 128 * 1024, "a send of " + largestSend);
    }

    @Test
    void headersAreReadInBatches() {
        select();
        say("b FETCH 1:6400 BODY.PEEK[HEADER.FIELDS (SUBJECT)]");
        assertEquals(6400 * 4 + 1, lines);
        assertTrue(calls <= 6400 / 64 + 1, calls + " calls");
        assertTrue(largestSend <= 128 * 1024, "a send of " + largestSend);
    }

    // RFC2683-3.2.3-a; RFC 3501 §7.2.5: a line of half a megabyte is not made in one piece
    @Test
    void numbersOfLongSearchAnswerGoOutBitByBit() {
        select();
        say("b SEARCH FLAGGED");
        assertEquals(2, lines);
        assertEquals(0, calls);
        assertTrue(largestSend <= 128 * 1024, "a send of " + largestSend);
    }

    @Test
    void manyQuestionsToThePictureKeepNobodyElseWaiting() {
        select();
        say("b SEARCH RETURN (COUNT)" + " FLAGGED".repeat(50));
        assertEquals(2, lines);
        assertTrue(calls > 10, calls + " calls");
        say("c SEARCH RETURN (COUNT)" + " OR SEEN NOT FLAGGED".repeat(20));
        assertEquals(2, lines);
        assertTrue(calls > 10, calls + " calls");
        say("d SEARCH RETURN (COUNT) 1:100" + " FLAGGED".repeat(50));
        assertEquals(0, calls);
    }

    // RFC 5256 §BASE.7.2.SORT, §BASE.7.2.THREAD; RFC 5267 §3: the same, and what is read is read in parts
    @Test
    void sortedAndThreadedAnswersGoOutBitByBit() {
        select();
        for (String command : List.of(
                "SORT (REVERSE ARRIVAL) UTF-8 ALL",
                "UID SORT RETURN (ALL) (SIZE) UTF-8 NOT 1:2,50000:100000",
                "SORT (SUBJECT) UTF-8 ALL",
                "THREAD REFS UTF-8 ALL",
                "THREAD REFERENCES UTF-8 ALL")) {
            say("b " + command);
            assertEquals(2, lines, command);
            assertTrue(calls <= MESSAGES / 8192 + 4, calls + " calls");
            assertTrue(largestSend <= 128 * 1024, "a send of " + largestSend);
        }
    }

    @Test
    void whoNeedsMuchMemoryWaitsForHisTurnAndNobodyElseDoes() {
        select();
        List<String> ended = new ArrayList<>();
        Call waiting;
        try (Turns.Turn others = turns.ask(1)) {
            others.await();
            say("b SORT (SIZE) UTF-8 1:100");
            assertEquals(2, lines);
            engine.receive(ByteBuffer.wrap("c THREAD REFS UTF-8 ALL\r\n".getBytes(StandardCharsets.US_ASCII)));
            waiting = ((Effect.Run) engine.next().orElseThrow()).call();
            waiting.run(Runnable::run, () -> ended.add("its turn"));
            assertEquals(List.of(), ended);
        }
        assertEquals(List.of("its turn"), ended);
        lines = 0;
        engine.completed(waiting);
        pump();
        assertEquals(2, lines);
        try (Turns.Turn others = turns.ask(1)) {
            others.whenSettled(() -> ended.add("the next one"));
        }
        assertEquals(List.of("its turn", "the next one"), ended);
    }

    @Test
    void nobodyWaitsForAClientThatDoesNotRead() {
        select();
        for (String command : List.of("SORT (SUBJECT) UTF-8 ALL", "THREAD REFERENCES UTF-8 ALL")) {
            lines = 0;
            engine.receive(ByteBuffer.wrap(("b " + command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            Effect first = calling();
            List<String> come = new ArrayList<>();
            try (Turns.Turn others = turns.ask(1)) {
                others.whenSettled(() -> come.add("their turn"));
                assertEquals(List.of("their turn"), come, command);
            }
            sent(((Payload.Octets) ((Effect.Send) first).payload()).octets());
            pump();
            assertEquals(2, lines, command);
        }
    }

    @Test
    void contentsAreSearchedInFewCalls() {
        select();
        say("b UID SEARCH RETURN (COUNT) UID 1:20000 BODY body");
        assertEquals(2, lines);
        assertTrue(calls < 20, calls + " calls");
    }

    private void select() {
        pump();
        say("a1 LOGIN tim tanstaaf");
        say("a2 EXAMINE INBOX");
    }

    private void say(String line) {
        calls = 0;
        lines = 0;
        largestSend = 0;
        engine.receive(ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        pump();
    }

    private void pump() {
        for (Optional<Effect> next = engine.next(); next.isPresent(); next = engine.next()) {
            if (next.get() instanceof Effect.Run run) {
                calls++;
                run.call().run();
                engine.completed(run.call());
            } else if (next.get() instanceof Effect.Send send) {
                sent(((Payload.Octets) send.payload()).octets());
            }
        }
    }

    /** The first effect that is no call. */
    private Effect calling() {
        Effect effect = engine.next().orElseThrow();
        while (effect instanceof Effect.Run run) {
            run.call().run();
            engine.completed(run.call());
            effect = engine.next().orElseThrow();
        }
        return effect;
    }

    private void sent(ByteBuffer octets) {
        largestSend = Math.max(largestSend, octets.remaining());
        for (int i = octets.position(); i < octets.limit(); i++) {
            lines += octets.get(i) == '\n' ? 1 : 0;
        }
    }

    /** For one thread, which never waits. */
    private static final class OneAtATime implements Turns {
        private final Deque<Place> row = new ArrayDeque<>();

        @Override
        public Turn ask(long octets) {
            Place place = new Place();
            row.add(place);
            return place;
        }

        private final class Place implements Turn {
            private Runnable then = () -> {};

            @Override
            public void await() {
                assertSame(this, row.peek());
            }

            @Override
            public void whenSettled(Runnable next) {
                if (row.peek() == this) {
                    next.run();
                } else {
                    then = next;
                }
            }

            @Override
            public void close() {
                if (row.peek() == this) {
                    row.remove();
                    Optional.ofNullable(row.peek()).ifPresent(next -> next.then.run());
                } else if (row.remove(this)) {
                    then.run();
                }
            }
        }
    }
}
