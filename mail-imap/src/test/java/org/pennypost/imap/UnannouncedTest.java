package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** A client that switches on whatever it is told of, and then does not speak so, must not be told of it. */
class UnannouncedTest {
    private final ImapServer server = ImapServer.with(
            new MemoryStore(),
            new MemoryAuthenticator().user("tim", "tanstaaf"),
            new Surroundings("mail.example", Instant::now, octets -> {}));

    @Test
    void nothingIsSaidOfACapabilityAndWhoAsksHasIt() {
        LoopbackDriver driver = client(server.unannounced(Set.of("uidonly", "SEARCH=FUZZY")));
        assertFalse(heard(driver).contains("UIDONLY"));
        String login = say(driver, "LOGIN tim tanstaaf") + say(driver, "CAPABILITY");
        assertFalse(login.contains("UIDONLY") || login.contains("SEARCH=FUZZY"), login);
        assertTrue(login.contains(" NOTIFY "), login);
        assertTrue(say(driver, "ENABLE UIDONLY").contains("* ENABLED UIDONLY\r\n"));
    }

    @Test
    void otherwiseAllIsSaid() {
        assertTrue(heard(client(server)).contains(" UIDONLY "));
    }

    private static LoopbackDriver client(ImapServer server) {
        LoopbackDriver driver = new LoopbackDriver(server, Peers.from("127.0.0.1"));
        driver.pump();
        return driver;
    }

    private static String say(LoopbackDriver driver, String command) {
        driver.receive(ByteBuffer.wrap(("a " + command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        return heard(driver);
    }

    private static String heard(LoopbackDriver driver) {
        return new String(driver.takeSent(), StandardCharsets.US_ASCII);
    }
}
