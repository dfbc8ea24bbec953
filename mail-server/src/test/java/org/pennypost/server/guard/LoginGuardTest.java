package org.pennypost.server.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.Uptime;
import org.pennypost.server.config.LoginRules;

class LoginGuardTest {
    @Test
    void ofALongNameOnlyTheBeginningIsKept() throws Exception {
        LoginGuard guard = guard(1000, 3);
        String begin = "a".repeat(500);
        for (int i = 0; i < 3; i++) {
            guard.at("imap").failed(peer("198.51.100." + i), begin + i, "PLAIN");
        }
        assertThrows(StoreException.class, () -> guard.at("imap").attempt(peer("203.0.113.1"), begin + 4));
        assertDoesNotThrow(() -> guard.at("imap").attempt(peer("203.0.113.1"), "a".repeat(50)));
    }

    /** RFC 4013 §2.1: a soft hyphen is nothing, a full-width letter is the letter. */
    @Test
    void spellingsOfANameAreOneAccount() throws Exception {
        LoginGuard guard = guard(1000, 3);
        List<String> spellings = List.of("Tim", "t\u00adim", "\uff54im");
        for (int i = 0; i < 3; i++) {
            guard.at("imap").failed(peer("198.51.100." + i), spellings.get(i), "PLAIN");
        }
        assertThrows(StoreException.class, () -> guard.at("imap").attempt(peer("203.0.113.1"), "tim"));
    }

    @Test
    void aLoginOfOneForgivesNoGuessesAtOthers() throws Exception {
        LoginGuard guard = guard(4, 1000);
        Peer peer = peer("198.51.100.7");
        for (int i = 0; i < 3; i++) {
            guard.at("imap").failed(peer, "tim" + i, "PLAIN");
            guard.at("imap").failed(peer, "eve", "PLAIN");
            assertTrue(guard.at("imap").admits(peer, new Login("eve", "eve", "PLAIN")));
        }
        assertDoesNotThrow(() -> guard.at("imap").attempt(peer, "tim"));
        guard.at("imap").failed(peer, "tim3", "PLAIN");
        assertThrows(StoreException.class, () -> guard.at("imap").attempt(peer, "tim"));
    }

    /** Who has one address of version 6 has more than any table could hold. */
    @Test
    void addressesOfOneNetworkOfVersionSixAreOne() throws Exception {
        LoginGuard guard = guard(3, 1000);
        for (int i = 0; i < 3; i++) {
            guard.at("imap").failed(peer("2001:db8:0:7:0:0:0:" + i), "tim" + i, "PLAIN");
        }
        assertThrows(StoreException.class, () -> guard.at("imap").attempt(peer("2001:db8:0:7:a:b:c:d"), "tim"));
        assertDoesNotThrow(() -> guard.at("imap").attempt(peer("2001:db8:0:8:0:0:0:1"), "tim"));
    }

    private static LoginGuard guard(int perAddress, int perAccount) {
        return new LoginGuard(
                new LoginRules(Duration.ZERO, perAddress, perAccount, Duration.ofMinutes(10)),
                Uptime.system(),
                (user, protocol) -> true,
                (protocol, outcome) -> {});
    }

    private static Peer peer(String address) {
        return Peer.inClear("c1", new Peer.Endpoint(address, 4711), new Peer.Endpoint("192.0.2.1", 143));
    }
}
