package org.pennypost.core.engine;

import java.time.InstantSource;

/**
 * What an engine may know of the world around it; injected, so that a conversation can be replayed to the octet.
 *
 * @param hostName the fully qualified name by which we greet (RFC 5321 §4.3.1)
 * @param time the clock
 * @param entropy the source of challenges, identifiers and salts
 */
public record Surroundings(String hostName, InstantSource time, Entropy entropy) {
    /** A cryptographically strong source of random octets. Thread-safe. */
    @FunctionalInterface
    public interface Entropy {
        /** Fills the whole array. */
        void fill(byte[] octets);
    }
}
