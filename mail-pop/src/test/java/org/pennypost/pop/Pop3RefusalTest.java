package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.TouchedStore;
import org.pennypost.core.testing.World;

/** What a client hears, and what becomes of the lock, when the store refuses. */
class Pop3RefusalTest {
    private final World world = new World(List.of());
    private Protocol pop3;
    private Protocol pop2;
    private final Authenticator users = (Authenticator) Proxy.newProxyInstance(
            Authenticator.class.getClassLoader(), new Class<?>[] {Authenticator.class}, (proxy, method, values) -> {
                if (method.getName().equals(this.refused)) {
                    throw new StoreException(this.reason, "the test wants it");
                }
                return method.invoke(world.authenticator(), values);
            });
    /** The method that the store refuses, and why; none if empty. */
    private String refused = "";

    private Reason reason = Reason.UNAVAILABLE;
    /** The offset from which on no message can be read if {@code read} is refused. */
    private long refusedFrom;
    /** How many times one has been opened, and how many times it can be. */
    private int opened;

    private int openable = Integer.MAX_VALUE;
    /** By how many octets messages are shorter than they say. */
    private long missing;

    @BeforeEach
    void serve() throws StoreException {
        world.authenticator().user("tim", "tanstaaf");
        Mails.append(world.store().account("tim"), "Subject: one\r\n\r\nText\r\n");
        MailStore store = TouchedStore.of(world.store(), new TouchedStore.Hand() {
            @Override
            public void before(String method, Object... values) throws StoreException {
                opened += method.equals("open") ? 1 : 0;
                if (opened > openable) {
                    throw new StoreException(Reason.EXPUNGED, "it is gone");
                }
                if (method.equals(refused) && (!method.equals("read") || (long) values[0] >= refusedFrom)) {
                    throw new StoreException(reason, "the test wants it");
                }
            }

            @Override
            public Object after(String method, Object outcome) {
                return method.equals("size") ? (Long) outcome + missing : outcome;
            }
        });
        PopServer server = PopServer.with(store, users, world.surroundings()).evidence(event -> {
            if (event.kind() == Event.Kind.LOGIN && refused.equals("evidence")) {
                throw new StoreException(reason, "the test wants it");
            }
        });
        pop3 = server.pop3();
        pop2 = server.pop2();
    }

    // RFC1939-4-e, RFC1939-4-f, RFC1939-4-g, RFC3206-4-d
    @Test
    void maildropThatCannotBeOpenedIsNotLocked() {
        LoopbackDriver talk = new LoopbackDriver(pop3, Peers.local());
        refused = "refresh";
        reason = Reason.CORRUPTION;
        assertEquals("-ERR [SYS/PERM] what is stored is damaged\r\n", last(talk, "USER tim", "PASS tanstaaf"));
        refused = "account";
        reason = Reason.UNAVAILABLE;
        assertEquals("-ERR [SYS/TEMP] not possible now, try later\r\n", last(talk, "USER tim", "PASS tanstaaf"));
        refused = "";
        assertEquals("+OK 1 messages (22 octets)\r\n", last(talk, "USER tim", "PASS tanstaaf"));
    }

    @Test
    void maildropWhoseLoginCannotBeWitnessedIsNotLocked() {
        for (Protocol pop : List.of(pop3, pop2)) {
            refused = "evidence";
            LoopbackDriver talk = new LoopbackDriver(pop, Peers.local());
            String heard = pop == pop3 ? last(talk, "USER tim", "PASS tanstaaf") : last(talk, "HELO tim tanstaaf");
            assertTrue(heard.startsWith("-"), heard);
            refused = "";
            LoopbackDriver next = new LoopbackDriver(pop3, Peers.local());
            assertEquals("+OK 1 messages (22 octets)\r\n", last(next, "USER tim", "PASS tanstaaf"));
            last(next, "QUIT");
        }
    }

    // RFC5034-4-p: long lines are for an exchange only
    @Test
    void anExchangeThatCannotGoOnIsOver() {
        LoopbackDriver talk = new LoopbackDriver(pop3, Peers.local());
        String tooLong = last(talk, "NOOP " + "x".repeat(4_000));
        refused = "verify";
        assertEquals(
                "-ERR [SYS/TEMP] not possible now, try later\r\n", last(talk, "AUTH PLAIN", "AHRpbQB0YW5zdGFhZg=="));
        assertEquals(tooLong, last(talk, "NOOP " + "x".repeat(4_000)));
        refused = "";
        assertEquals("+OK 1 messages (22 octets)\r\n", last(talk, "AUTH PLAIN", "AHRpbQB0YW5zdGFhZg=="));
    }

    // RFC1939-6-e, RFC1939-6-g
    @Test
    void quitTellsThatSomethingWasNotRemovedAndLetsTheLockGo() {
        LoopbackDriver talk = new LoopbackDriver(pop3, Peers.local());
        last(talk, "USER tim", "PASS tanstaaf", "DELE 1");
        refused = "expunge";
        assertEquals("-ERR [SYS/TEMP] some marked messages were not removed\r\n", last(talk, "QUIT"));
        assertTrue(talk.closed());
        refused = "";
        LoopbackDriver next = new LoopbackDriver(pop3, Peers.local());
        assertEquals("+OK 1 messages (22 octets)\r\n", last(next, "USER tim", "PASS tanstaaf"));
    }

    // RFC3206-4-a, RFC3206-4-c, RFC3206-4-d
    @Test
    void everyReasonHasItsReply() {
        Map<Reason, String> codes = Map.of(
                Reason.EXPUNGED, "the message was removed meanwhile",
                Reason.IN_USE, "[IN-USE]",
                Reason.NONEXISTENT, "[SYS/PERM]",
                Reason.NO_PERMISSION, "[SYS/PERM]",
                Reason.CORRUPTION, "[SYS/PERM]");
        LoopbackDriver talk = new LoopbackDriver(pop3, Peers.local());
        last(talk, "USER tim", "PASS tanstaaf");
        refused = "content";
        for (Reason one : Reason.values()) {
            reason = one;
            String answer = last(talk, "RETR 1");
            assertTrue(answer.startsWith("-ERR " + codes.getOrDefault(one, "[SYS/TEMP]")), answer);
        }
        refused = "";
        assertTrue(last(talk, "RETR 1").startsWith("+OK"));
    }

    // RFC1939-3-f: the end of a message is not made up
    @ParameterizedTest
    @ValueSource(longs = {1, 5_000, 200_000})
    void whatIsShorterThanItSaysIsRefused(long octets) {
        LoopbackDriver talk = new LoopbackDriver(pop3, Peers.local());
        last(talk, "USER tim", "PASS tanstaaf");
        missing = octets;
        assertEquals("-ERR [SYS/PERM] what is stored is damaged\r\n", last(talk, "RETR 1"));
        assertEquals("-ERR [SYS/PERM] what is stored is damaged\r\n", last(talk, "TOP 1 9"));
        assertEquals("+OK message follows\r\nSubject: one\r\n\r\n.\r\n", last(talk, "TOP 1 0"));
        missing = 0;
        assertTrue(last(talk, "RETR 1").startsWith("+OK"));
    }

    @Test
    void whoseRetrievalHasBegunIsSentEvenIfItIsRemoved() throws StoreException {
        Mails.append(world.store().account("tim"), "Subject: two\r\n\r\n" + "no dots\r\n".repeat(30_000));
        LoopbackDriver talk = new LoopbackDriver(pop3, Peers.local());
        last(talk, "USER tim", "PASS tanstaaf");
        openable = 2; // for a look at its header, and for the rest
        String heard = last(talk, "RETR 2");
        assertTrue(heard.startsWith("+OK") && heard.endsWith("no dots\r\n.\r\n"));
    }

    @Test
    void noReplyStandsInTheMiddleOfAMessage() throws StoreException {
        Mails.append(world.store().account("tim"), "Subject: two\r\n\r\n" + ".dots\r\n".repeat(30_000));
        LoopbackDriver talk = new LoopbackDriver(pop3, Peers.local());
        last(talk, "USER tim", "PASS tanstaaf");
        refused = "read";
        refusedFrom = 64 * 1024;
        String heard = last(talk, "RETR 2");
        assertTrue(heard.startsWith("+OK") && !heard.contains("-ERR") && !heard.contains("\r\n.\r\n"), heard);
        assertTrue(talk.closed());
    }

    private static String last(LoopbackDriver talk, String... lines) {
        for (String line : lines) {
            talk.pump();
            talk.takeSent();
            talk.receive(StandardCharsets.US_ASCII.encode(line + "\r\n"));
        }
        return new String(talk.takeSent(), StandardCharsets.US_ASCII);
    }
}
