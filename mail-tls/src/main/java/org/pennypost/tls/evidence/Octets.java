package org.pennypost.tls.evidence;

import java.util.Arrays;

/** Octets that nobody changes. */
public final class Octets {
    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** A copy of these. */
    public static Octets of(byte[] octets) {
        return new Octets(octets.clone());
    }

    /** How many there are. */
    public int size() {
        return octets.length;
    }

    /** A copy of them. */
    public byte[] copy() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets same && Arrays.equals(octets, same.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
