package org.pennypost.core.account;

import java.nio.ByteBuffer;

/**
 * What a server stores of a password for SCRAM, RFC 5802 §3: enough to check a proof, not enough to make one.
 *
 * @param hash which SCRAM
 * @param salt the salt
 * @param iterations the iteration count; RFC 7677 §4 wants at least 4096
 * @param storedKey StoredKey
 * @param serverKey ServerKey
 */
public record ScramKeys(Hash hash, ByteBuffer salt, int iterations, ByteBuffer storedKey, ByteBuffer serverKey) {
    /** The hash functions that SCRAM is used with. */
    public enum Hash {
        /** RFC 5802. */
        SHA_1("SHA-1", "HmacSHA1", "PBKDF2WithHmacSHA1"),
        /** RFC 7677. */
        SHA_256("SHA-256", "HmacSHA256", "PBKDF2WithHmacSHA256"),
        /** As RFC 5802 with SHA-512, registered without an RFC of its own. */
        SHA_512("SHA-512", "HmacSHA512", "PBKDF2WithHmacSHA512");

        private final String digest;
        private final String mac;
        private final String keyDerivation;

        Hash(String digest, String mac, String keyDerivation) {
            this.digest = digest;
            this.mac = mac;
            this.keyDerivation = keyDerivation;
        }

        /** The JCA name of the hash, which is also its name in the SASL mechanism. */
        public String digest() {
            return digest;
        }

        /** The JCA name of the HMAC. */
        public String mac() {
            return mac;
        }

        /** The JCA name of Hi() (RFC 5802 §2.2). */
        public String keyDerivation() {
            return keyDerivation;
        }
    }

    public ScramKeys {
        salt = salt.asReadOnlyBuffer();
        storedKey = storedKey.asReadOnlyBuffer();
        serverKey = serverKey.asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return "(SCRAM-" + hash.digest() + " keys, " + iterations + " iterations)";
    }
}
