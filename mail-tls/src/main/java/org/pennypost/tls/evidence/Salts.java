package org.pennypost.tls.evidence;

import java.security.SecureRandom;
import java.util.Arrays;

/** Random octets for events, a few hundred events' worth at a time: the system is slow to ask. Thread-safe. */
final class Salts {
    private static final int SIZE = 16;

    private final SecureRandom random = new SecureRandom();
    private final byte[] pool = new byte[256 * SIZE];
    private int used = pool.length;

    synchronized byte[] next() {
        if (used == pool.length) {
            random.nextBytes(pool);
            used = 0;
        }
        used += SIZE;
        return Arrays.copyOfRange(pool, used - SIZE, used);
    }
}
