package org.pennypost.core.engine;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What an engine may know of the world around it; injected, so that a conversation can be replayed to the octet.
 *
 * @param hostName the fully qualified name by which we greet (RFC 5321 §4.3.1)
 * @param time the clock
 * @param entropy the source of challenges, identifiers and salts
 */
public record Surroundings(String hostName, InstantSource time, Entropy entropy) {
    /** The system's clock and random octets, for a program that need not replay anything. */
    public static Surroundings of(String hostName) {
        return new Surroundings(hostName, InstantSource.system(), new SecureRandom()::nextBytes);
    }

    /** A cryptographically strong source of random octets. Thread-safe. */
    @FunctionalInterface
    public interface Entropy {
        /** Fills the whole array. */
        void fill(byte[] octets);
    }
}
