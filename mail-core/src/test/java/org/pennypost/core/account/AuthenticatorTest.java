package org.pennypost.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.core.testing.Peers;

/** An authenticator of two methods offers what it can and nothing else. */
class AuthenticatorTest {
    private final Authenticator directory = new Authenticator() {
        @Override
        public Optional<String> storedName(String user) {
            return Optional.of(user).filter("tim"::equals);
        }

        @Override
        public Optional<String> verify(String user, Password password) {
            return storedName(user).filter(name -> password.matches(Password.of("tanstaaf")));
        }
    };

    @Test
    void passwordsAreAllThatIsOffered() {
        Surroundings world = Surroundings.of("mail.example");
        assertEquals(
                List.of("PLAIN", "LOGIN"),
                List.copyOf(
                        Sasl.with(directory, ClearTextPolicy.LOOPBACK, world).offered(Peers.local())));
    }

    @Test
    void whatIsNotWrittenProvesNothing() throws StoreException {
        assertEquals(Set.of(Authenticator.Proof.PASSWORD), directory.proofs());
        assertEquals(Optional.empty(), directory.plainPassword("tim"));
        assertEquals(Optional.empty(), directory.scramKeys("tim", ScramKeys.Hash.SHA_256));
        assertEquals(Optional.empty(), directory.tokenUser("tim", ByteBuffer.allocate(0)));
        assertFalse(directory.mayActAs("tim", "tom"));
    }

    @Test
    void theWorldIsTheSystems() {
        byte[] once = new byte[16];
        byte[] again = new byte[16];
        Surroundings world = Surroundings.of("mail.example");
        world.entropy().fill(once);
        world.entropy().fill(again);
        assertEquals("mail.example", world.hostName());
        assertFalse(Arrays.equals(once, again));
    }
}
