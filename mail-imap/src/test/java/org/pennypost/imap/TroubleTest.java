package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** What a client hears when not it but something of ours is in trouble: RFC 5530 §3. */
class TroubleTest {
    private final Authenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");

    // RFC5530-3-a
    @Test
    void whoCannotBeAskedNowIsUnavailable() {
        assertEquals(
                "a NO [UNAVAILABLE] Not possible now, please try again later\r\n",
                login(new Broken(() -> new StoreException(StoreException.Reason.UNAVAILABLE, "disk not mounted"))));
    }

    // RFC5530-3-j: nothing of what is damaged
    @Test
    void whatIsDamagedIsNotNamed() {
        assertEquals(
                "a NO [CORRUPTION] What is stored is damaged\r\n",
                login(new Broken(() -> new StoreException(StoreException.Reason.CORRUPTION, "/secret/path"))));
    }

    // RFC5530-3-k
    @Test
    void aBugOfOursEndsTheConnection() {
        LoopbackDriver driver = connect(new Broken(() -> {
            throw new IllegalStateException("no such thing can be");
        }));
        assertEquals("* BYE [SERVERBUG] A bug of ours, it has been logged\r\n", say(driver));
        assertTrue(driver.closed());
    }

    // RFC5530-5-b
    @Test
    void aPasswordThatIsAlmostRightIsWrong() throws StoreException {
        assertEquals(Optional.empty(), users.verify("tim", Password.of("tanstaaF")));
        LoopbackDriver driver = connect(new MemoryStore());
        assertTrue(say(driver).startsWith("a OK "));
    }

    /** A store that is in trouble. */
    private record Broken(Supplier<StoreException> trouble) implements MailStore {
        @Override
        public Account account(String user) throws StoreException {
            throw trouble.get();
        }

        @Override
        public void close() {}
    }

    private String login(MailStore store) {
        return say(connect(store));
    }

    private LoopbackDriver connect(MailStore store) {
        LoopbackDriver driver = new LoopbackDriver(
                ImapServer.with(store, users, new Surroundings("mail.example", Instant::now, octets -> {})),
                Peers.from("127.0.0.1"));
        driver.pump();
        driver.takeSent();
        return driver;
    }

    private static String say(LoopbackDriver driver) {
        driver.receive(ByteBuffer.wrap("a LOGIN tim tanstaaf\r\n".getBytes(StandardCharsets.US_ASCII)));
        return new String(driver.takeSent(), StandardCharsets.US_ASCII);
    }
}
