package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.engine.Surroundings.Entropy;

/**
 * SCRAM keys for users that do not exist, where the authenticator has none: always the same salt for the same name, so
 * that a stranger cannot tell by asking twice who has an account (RFC 5802 §9). No proof fits them.
 */
final class FakeSalts {
    private static final int ITERATIONS = 15_000;
    private static final int SALT = 16;

    private final byte[] secret = new byte[32];

    FakeSalts(Entropy entropy) {
        entropy.fill(secret);
    }

    ScramKeys keys(ScramKeys.Hash hash, String user) {
        byte[] derived = Scram.mac(hash, secret, user);
        byte[] unknown =
                Scram.mac(hash, secret, "StoredKey " + Base64.getEncoder().encodeToString(derived));
        return new ScramKeys(
                hash,
                ByteBuffer.wrap(Arrays.copyOf(derived, SALT)),
                ITERATIONS,
                ByteBuffer.wrap(unknown),
                ByteBuffer.wrap(unknown));
    }
}
