package org.pennypost.server.accounts;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.tls.PasswordHash;

/** What a users file keeps of a password, with the name of its scheme in front. */
sealed interface Secret {
    /** SCRAM keys, RFC 5802 §3: {@code {SCRAM-SHA-256}iterations,salt,StoredKey,ServerKey}, the latter in base64. */
    record Scram(ScramKeys keys) implements Secret {
        @Override
        public String text() {
            return "{" + SCRAM_SHA_256 + "}" + keys.iterations() + "," + base64(keys.salt()) + ","
                    + base64(keys.storedKey()) + "," + base64(keys.serverKey());
        }
    }

    /** The password itself. */
    record Plain(Password password) implements Secret {
        @Override
        public String text() {
            return "{PLAIN}" + password.text();
        }
    }

    /** A hash that a password can be checked against, and that cannot be used for SCRAM. */
    record Hashed(String scheme, String hash, Predicate<byte[]> check) implements Secret {
        @Override
        public String text() {
            return scheme + hash;
        }

        @Override
        public String toString() {
            return "Hashed[" + scheme + "]";
        }
    }

    /** Something that this server cannot check; kept for whoever wrote it. */
    record Unknown(String text) implements Secret {
        @Override
        public String toString() {
            return "Unknown[]";
        }
    }

    /** The scheme that we write. */
    String SCRAM_SHA_256 = "SCRAM-SHA-256";

    /** As it stands in the file. */
    String text();

    /** Reads the text of the file. */
    static Secret parse(String text) {
        int brace = text.indexOf('}');
        if (!text.startsWith("{") || brace < 0) {
            return hashed("", text).orElse(new Unknown(text)); // as Dovecot, whose default scheme is CRYPT
        }
        String rest = text.substring(brace + 1);
        return switch (text.substring(1, brace).toUpperCase(java.util.Locale.ROOT)) {
            case SCRAM_SHA_256 -> scram(rest).<Secret>map(Scram::new).orElse(new Unknown(text));
            case "PLAIN", "CLEAR", "CLEARTEXT" -> new Plain(Password.of(rest));
            case "ARGON2ID", "ARGON2I", "BLF-CRYPT", "SHA512-CRYPT", "SHA256-CRYPT", "CRYPT" ->
                hashed(text.substring(0, brace + 1), rest).orElse(new Unknown(text));
            default -> new Unknown(text);
        };
    }

    private static Optional<Secret> hashed(String scheme, String hash) {
        if (Crypt.isHash(hash)) {
            return Optional.of(new Hashed(scheme, hash, password -> Crypt.matches(hash, password)));
        }
        return PasswordHash.parse(hash).map(slow -> new Hashed(scheme, hash, slow::matches));
    }

    private static Optional<ScramKeys> scram(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4 || !parts[0].matches("[0-9]{4,8}")) {
            return Optional.empty();
        }
        try {
            ByteBuffer salt = fromBase64(parts[1]);
            ByteBuffer stored = fromBase64(parts[2]);
            ByteBuffer server = fromBase64(parts[3]);
            return salt.remaining() == 0 || stored.remaining() != 32 || server.remaining() != 32
                    ? Optional.empty()
                    : Optional.of(
                            new ScramKeys(ScramKeys.Hash.SHA_256, salt, Integer.parseInt(parts[0]), stored, server));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ByteBuffer fromBase64(String text) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(text));
    }

    private static String base64(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
