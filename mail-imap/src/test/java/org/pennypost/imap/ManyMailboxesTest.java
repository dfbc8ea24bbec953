package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Peers;

/** LIST of many mailboxes, some of which go away meanwhile. */
class ManyMailboxesTest {
    private static final int MAILBOXES = 2_000;

    private final MemoryStore store = new MemoryStore();
    private final Engine engine = ImapServer.with(
                    store,
                    new MemoryAuthenticator().user("tim", "tanstaaf"),
                    new Surroundings("mail.example", Instant::now, octets -> {}))
            .accept(Peers.from("127.0.0.1"), () -> {});

    private Account account;
    private int calls;
    private String answer = "";

    /** Happens between two calls. */
    @FunctionalInterface
    private interface Meanwhile {
        void act(int call) throws StoreException;
    }

    @BeforeEach
    void fill() throws Exception {
        account = store.account("tim");
        for (int i = 0; i < MAILBOXES; i++) {
            account.create(MailboxName.of("box" + i), Set.of());
        }
        pump(call -> {});
        say("a LOGIN tim tanstaaf\r\n", call -> {});
    }

    // RFC7377-2.4-a
    @Test
    void noMoreThanAThousandAreSearchedAtOnce() throws Exception {
        say("b ESEARCH IN (personal) RETURN (COUNT) ALL\r\n", call -> {});
        assertTrue(answer.contains("b NO [LIMIT] "), answer);
        say("c ESEARCH IN (mailboxes (box1 box2)) RETURN (COUNT) ALL\r\n", call -> {});
        assertTrue(answer.contains("c OK "), answer);
    }

    // RFC9051-6.3.9-a RFC3501-6.3.8-a: no mailbox is looked into
    @Test
    void namesCostOneCall() throws Exception {
        say("b LIST \"\" *\r\n", call -> {});
        assertEquals(1, calls);
        assertTrue(answer.lines().count() > MAILBOXES && answer.endsWith("b OK LIST completed\r\n"));
    }

    // RFC5819-5-a: others get their turn in between
    @Test
    void statusIsLookedUpBitByBit() throws Exception {
        say("b LIST \"\" * RETURN (STATUS (MESSAGES))\r\n", call -> {});
        assertTrue(calls > MAILBOXES / 50, calls + " calls");
        assertTrue(answer.endsWith("* STATUS box999 (MESSAGES 0)\r\nb OK LIST completed\r\n"), answer);
    }

    // RFC5465-5.8-a: and then it is as after NOTIFY NONE
    @Test
    void moreThanAreWatchedAreNotWatchedAtAll() throws Exception {
        say("b NOTIFY SET (personal (MessageNew MessageExpunge))\r\n", call -> {});
        assertEquals(
                "* OK [NOTIFICATIONOVERFLOW] Too many mailboxes to watch, NOTIFY is off\r\nb OK NOTIFY completed\r\n",
                answer);
        account.create(MailboxName.of("one more"), Set.of());
        say("c NOOP\r\n", call -> {});
        assertEquals("c OK NOOP completed\r\n", answer);
    }

    // RFC9051-6.3.9.2-e RFC9051-6.3.9.2-f RFC5819-2-b RFC5819-2-c RFC5819-2-e
    @Test
    void whatGoesAwayBetweenNamesAndStatusHasNoStatus() throws Exception {
        say("b LIST \"\" (box1 box2 box3) RETURN (STATUS (MESSAGES))\r\n", call -> {
            if (call == 1) {
                account.delete(MailboxName.of("box2"));
            }
        });
        assertEquals("""
                * LIST (\\HasNoChildren) "/" box1
                * STATUS box1 (MESSAGES 0)
                * LIST (\\Noselect \\HasNoChildren) "/" box2
                * LIST (\\HasNoChildren) "/" box3
                * STATUS box3 (MESSAGES 0)
                b OK LIST completed
                """, answer.replace("\r", ""));
        assertFalse(answer.contains("STATUS box2"));
    }

    private void say(String text, Meanwhile meanwhile) throws StoreException {
        calls = 0;
        answer = "";
        engine.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        pump(meanwhile);
    }

    private void pump(Meanwhile meanwhile) throws StoreException {
        for (Optional<Effect> next = engine.next(); next.isPresent(); next = engine.next()) {
            if (next.get() instanceof Effect.Run run) {
                calls++;
                run.call().run();
                engine.completed(run.call());
                meanwhile.act(calls);
            } else if (next.get() instanceof Effect.Send send) {
                answer += StandardCharsets.US_ASCII.decode(((Payload.Octets) send.payload()).octets());
            }
        }
    }
}
