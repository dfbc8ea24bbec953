package org.pennypost.core.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of SCRAM, RFC 5802 §3. Stateless and thread-safe. */
public final class Scram {
    private Scram() {}

    /** The keys that a server stores for a password: StoredKey and ServerKey. Takes as long as its iterations. */
    public static ScramKeys keys(ScramKeys.Hash hash, Password password, byte[] salt, int iterations) {
        byte[] salted = saltedPassword(hash, password, salt, iterations);
        byte[] storedKey = digest(hash, mac(hash, salted, "Client Key"));
        byte[] serverKey = mac(hash, salted, "Server Key");
        return new ScramKeys(
                hash,
                ByteBuffer.wrap(salt.clone()),
                iterations,
                ByteBuffer.wrap(storedKey),
                ByteBuffer.wrap(serverKey));
    }

    /** SaltedPassword := Hi(Normalize(password), salt, i). */
    public static byte[] saltedPassword(ScramKeys.Hash hash, Password password, byte[] salt, int iterations) {
        int bits = digestLength(hash) * 8;
        PBEKeySpec spec = new PBEKeySpec(SaslPrep.stored(password.text()).toCharArray(), salt, iterations, bits);
        try {
            return SecretKeyFactory.getInstance(hash.keyDerivation())
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this runtime lacks " + hash.keyDerivation(), missing);
        } finally {
            spec.clearPassword();
        }
    }

    /** HMAC(key, text). */
    public static byte[] mac(ScramKeys.Hash hash, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(hash.mac());
            mac.init(new SecretKeySpec(key, hash.mac()));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this runtime lacks " + hash.mac(), missing);
        }
    }

    /** H(octets). */
    public static byte[] digest(ScramKeys.Hash hash, byte[] octets) {
        try {
            return MessageDigest.getInstance(hash.digest()).digest(octets);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this runtime lacks " + hash.digest(), missing);
        }
    }

    private static int digestLength(ScramKeys.Hash hash) {
        switch (hash) {
            case SHA_1:
                return 20;
            case SHA_256:
                return 32;
            default:
                return 64;
        }
    }
}
