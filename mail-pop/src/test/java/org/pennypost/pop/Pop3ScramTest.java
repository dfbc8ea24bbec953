package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.World;

/** A mechanism in which the server has the last word: RFC 5802 over RFC 5034. */
class Pop3ScramTest {
    private static final ScramKeys.Hash HASH = ScramKeys.Hash.SHA_256;

    private final World world = new World(List.of());

    // RFC5034-4-x, RFC5034-4-r, RFC5034-4-ad
    @Test
    void theServersLastWordIsAChallengeThatGetsAnEmptyAnswer() {
        world.authenticator().user("tim", "tanstaaf");
        LoopbackDriver talk = new LoopbackDriver(
                PopServer.with(world.store(), world.authenticator(), world.surroundings())
                        .pop3(),
                Peers.local());
        talk.pump();
        talk.takeSent();
        String bare = "n=tim,r=nonce";
        String first = challenge(say(talk, "AUTH SCRAM-SHA-256 " + base64(bytes("n,," + bare))));
        String nonce = first.split(",")[0];
        String withoutProof = "c=" + base64(bytes("n,,")) + "," + nonce;
        String proof = proof(first, bare + "," + first + "," + withoutProof);
        String last = challenge(say(talk, base64(bytes(withoutProof + ",p=" + proof))));
        assertTrue(last.startsWith("v="), last);
        assertEquals("+OK 0 messages (0 octets)\r\n", say(talk, ""));
    }

    private static String proof(String serverFirst, String authMessage) {
        byte[] salt = Base64.getDecoder().decode(serverFirst.split(",")[1].substring(2));
        int iterations = Integer.parseInt(serverFirst.split(",")[2].substring(2));
        Password password = Password.of("tanstaaf");
        byte[] clientKey = Scram.mac(HASH, Scram.saltedPassword(HASH, password, salt, iterations), "Client Key");
        byte[] signature = Scram.mac(HASH, Scram.digest(HASH, clientKey), authMessage);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        return base64(clientKey);
    }

    private static String challenge(String line) {
        assertTrue(line.startsWith("+ ") && line.endsWith("\r\n"), line);
        return new String(Base64.getDecoder().decode(line.substring(2).strip()), StandardCharsets.UTF_8);
    }

    private static String say(LoopbackDriver talk, String line) {
        talk.receive(StandardCharsets.US_ASCII.encode(line + "\r\n"));
        return new String(talk.takeSent(), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
