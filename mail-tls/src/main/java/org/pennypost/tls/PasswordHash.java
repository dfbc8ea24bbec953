package org.pennypost.tls;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A stored hash of a password that is slow on purpose: Argon2 (RFC 9106) in its usual text form, or bcrypt.
 *
 * <p>Few are computed at a time, because each may need as much memory as its author wished. Immutable and thread-safe.
 */
public final class PasswordHash {
    private static final Pattern ARGON2 = Pattern.compile("\\$argon2(id?)\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,4}),"
            + "p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{16,128})");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]?\\$(0[4-9]|1[0-7])\\$[./0-9A-Za-z]{53}");
    /** A GiB: what would need more is nobody's choice for logins. */
    private static final int MOST_KIBIBYTES = 1 << 20;

    private static final Semaphore ROOM =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    private final String text;

    private PasswordHash(String text) {
        this.text = text;
    }

    /** Reads a hash; empty if the text is none, or one that would cost more than a login may. */
    public static Optional<PasswordHash> parse(String text) {
        Matcher argon2 = ARGON2.matcher(text);
        boolean good = argon2.matches()
                ? within(argon2.group(2), 8, MOST_KIBIBYTES)
                        && within(argon2.group(3), 1, 1_000)
                        && within(argon2.group(4), 1, 16)
                : BCRYPT.matcher(text).matches();
        return good ? Optional.of(new PasswordHash(text)) : Optional.empty();
    }

    /** Whether this is the hash of a password. */
    public boolean matches(byte[] password) {
        ROOM.acquireUninterruptibly();
        try {
            Matcher argon2 = ARGON2.matcher(text);
            return argon2.matches() ? argon2(argon2, password) : OpenBSDBCrypt.checkPassword(text, password);
        } finally {
            ROOM.release();
        }
    }

    /** As it was read. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "PasswordHash";
    }

    private static boolean argon2(Matcher parts, byte[] password) {
        byte[] expected = Base64.getDecoder().decode(parts.group(6));
        Argon2Parameters parameters = new Argon2Parameters.Builder(
                        parts.group(1).equals("id") ? Argon2Parameters.ARGON2_id : Argon2Parameters.ARGON2_i)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(Integer.parseInt(parts.group(2)))
                .withIterations(Integer.parseInt(parts.group(3)))
                .withParallelism(Integer.parseInt(parts.group(4)))
                .withSalt(Base64.getDecoder().decode(parts.group(5)))
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] made = new byte[expected.length];
        generator.generateBytes(password, made);
        return MessageDigest.isEqual(made, expected);
    }

    private static boolean within(String number, int least, int most) {
        int value = Integer.parseInt(number);
        return value >= least && value <= most;
    }
}
