package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.World;

/** What a client hears, and what becomes of the lock, when the store refuses. */
class Pop3RefusalTest {
    private final World world = new World(List.of());
    private Protocol pop3;
    /** The method that the store refuses, and why; none if empty. */
    private String refused = "";

    private Reason reason = Reason.UNAVAILABLE;

    @BeforeEach
    void serve() throws StoreException {
        world.authenticator().user("tim", "tanstaaf");
        Mails.append(world.store().account("tim"), "Subject: one\r\n\r\nText\r\n");
        MailStore store = refusing(MailStore.class, world.store());
        pop3 = PopServer.with(store, world.authenticator(), world.surroundings())
                .pop3();
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

    private static String last(LoopbackDriver talk, String... lines) {
        for (String line : lines) {
            talk.pump();
            talk.takeSent();
            talk.receive(StandardCharsets.US_ASCII.encode(line + "\r\n"));
        }
        return new String(talk.takeSent(), StandardCharsets.US_ASCII);
    }

    /** The real thing, but for the method that it refuses. */
    private <T> T refusing(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    if (method.getName().equals(refused)) {
                        throw new StoreException(reason, "the test wants it");
                    }
                    try {
                        Object result = method.invoke(real, values);
                        if (result instanceof Account) {
                            return refusing(Account.class, (Account) result);
                        }
                        return result instanceof Mailbox ? refusing(Mailbox.class, (Mailbox) result) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
