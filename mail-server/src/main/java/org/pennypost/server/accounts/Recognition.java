package org.pennypost.server.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pennypost.core.account.Password;

/**
 * The passwords that were right lately, so that a mail program that logs in each minute does not cost a slow hash each
 * time.
 *
 * <p>Holds no password, only its HMAC under a key that this process made and never writes, one for each user and no more
 * than a bound. A wrong password is not held and costs the slow hash, however often it comes. Thrown away whenever the
 * users file changes. Thread-safe.
 */
final class Recognition {
    private static final int MOST = 10_000;
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final Map<String, byte[]> digests = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST;
        }
    };

    /** Nobody yet. */
    Recognition(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /** Whether this password of the user was right lately. */
    boolean recognizes(String user, Password password) {
        byte[] known;
        synchronized (digests) {
            known = digests.getOrDefault(user, new byte[0]);
        }
        return known.length > 0 && MessageDigest.isEqual(known, digest(user, password));
    }

    /** This password of the user is right. */
    void remember(String user, Password password) {
        byte[] digest = digest(user, password);
        synchronized (digests) {
            digests.put(user, digest);
        }
    }

    /** How many are remembered. */
    int size() {
        synchronized (digests) {
            return digests.size();
        }
    }

    private byte[] digest(String user, Password password) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update((user + "\0").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(password.octets());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this runtime lacks " + HMAC, missing);
        }
    }
}
