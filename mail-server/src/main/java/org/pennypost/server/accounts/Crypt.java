package org.pennypost.server.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hashes of crypt(3) with SHA-512 ({@code $6$}) and SHA-256 ({@code $5$}), as glibc and Dovecot have them:
 * {@code $6$[rounds=N$]salt$hash}.
 */
final class Crypt {
    private static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String ROUNDS = "rounds=";
    private static final int USUAL_ROUNDS = 5_000;
    private static final int LEAST_ROUNDS = 1_000;
    /** A tenth of glibc's bound: more would let a line of the file stop a worker for minutes. */
    private static final int MOST_ROUNDS = 99_999_999;

    private static final int LONGEST_SALT = 16;
    /** The work grows with the square of a password's length, and anybody may send one: CVE-2016-20013. */
    private static final int LONGEST_PASSWORD = 1_024;

    private final String algorithm;
    private final int size;
    private final int rounds;
    private final byte[] salt;
    private final byte[] password;

    private Crypt(String algorithm, int size, int rounds, byte[] salt, byte[] password) {
        this.algorithm = algorithm;
        this.size = size;
        this.rounds = rounds;
        this.salt = salt;
        this.password = password;
    }

    /** Whether a text is such a hash. */
    static boolean isHash(String text) {
        return text.matches("\\$[56]\\$(rounds=[0-9]{1,8}\\$)?[^$]{0,64}\\$[./0-9A-Za-z]{43,86}");
    }

    /** Whether a password has this hash; one of more than {@value #LONGEST_PASSWORD} octets is nobody's. */
    static boolean matches(String hash, byte[] password) {
        if (password.length > LONGEST_PASSWORD) {
            return false;
        }
        boolean longer = hash.startsWith("$6$");
        String[] parts = hash.substring(3).split("\\$");
        boolean said = parts[0].startsWith(ROUNDS);
        int rounds = said ? Integer.parseInt(parts[0].substring(ROUNDS.length())) : USUAL_ROUNDS;
        byte[] salt = parts[said ? 1 : 0].getBytes(StandardCharsets.UTF_8);
        Crypt crypt = new Crypt(
                longer ? "SHA-512" : "SHA-256",
                longer ? 64 : 32,
                Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, rounds)),
                Arrays.copyOf(salt, Math.min(LONGEST_SALT, salt.length)),
                password);
        byte[] made = crypt.text(crypt.rounds(crypt.start())).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(made, parts[said ? 2 : 1].getBytes(StandardCharsets.US_ASCII));
    }

    /** The sum that all rounds start from. */
    private byte[] start() {
        byte[] twice = digest(password, salt, password);
        MessageDigest sum = algorithm();
        sum.update(password);
        sum.update(salt);
        sum.update(repeated(twice, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            sum.update((bits & 1) == 1 ? twice : password);
        }
        return sum.digest();
    }

    private byte[] rounds(byte[] start) {
        byte[] longPassword = repeated(many(password, password.length), password.length);
        byte[] longSalt = repeated(many(salt, 16 + (start[0] & 0xFF)), salt.length);
        byte[] sum = start;
        MessageDigest round = algorithm();
        for (int i = 0; i < rounds; i++) {
            round.update(i % 2 == 1 ? longPassword : sum);
            if (i % 3 != 0) {
                round.update(longSalt);
            }
            if (i % 7 != 0) {
                round.update(longPassword);
            }
            round.update(i % 2 == 1 ? sum : longPassword);
            sum = round.digest();
        }
        return sum;
    }

    private byte[] many(byte[] octets, int times) {
        MessageDigest sum = algorithm();
        for (int i = 0; i < times; i++) {
            sum.update(octets);
        }
        return sum.digest();
    }

    private byte[] digest(byte[]... parts) {
        MessageDigest sum = algorithm();
        for (byte[] part : parts) {
            sum.update(part);
        }
        return sum.digest();
    }

    private MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this runtime lacks " + algorithm, missing);
        }
    }

    /** The octets again and again, so many in all. */
    private static byte[] repeated(byte[] octets, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = octets[i % octets.length];
        }
        return all;
    }

    /** Three octets give four characters; which three is a permutation that goes on by a step. */
    private String text(byte[] sum) {
        int whole = size - size % 3;
        int third = whole / 3;
        int step = size == 64 ? third + 1 : 2 * third + 1;
        StringBuilder text = new StringBuilder();
        for (int i = 0, at = 0; i < third; i++, at += step) {
            characters(
                    text,
                    (sum[at % whole] & 0xFF) << 16
                            | (sum[(at + third) % whole] & 0xFF) << 8
                            | sum[(at + 2 * third) % whole] & 0xFF,
                    4);
        }
        boolean one = size % 3 == 1;
        characters(text, one ? sum[63] & 0xFF : (sum[31] & 0xFF) << 8 | sum[30] & 0xFF, one ? 2 : 3);
        return text.toString();
    }

    private static void characters(StringBuilder text, int bits, int count) {
        for (int i = 0, left = bits; i < count; i++, left >>= 6) {
            text.append(ALPHABET.charAt(left & 63));
        }
    }
}
