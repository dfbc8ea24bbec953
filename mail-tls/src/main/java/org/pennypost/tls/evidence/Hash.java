package org.pennypost.tls.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash. Immutable. */
public final class Hash {
    /** How many octets it has. */
    public static final int SIZE = 32;

    private final byte[] octets;

    private Hash(byte[] octets) {
        this.octets = octets;
    }

    /** The hash of these octets, one array after the other. */
    public static Hash of(byte[]... parts) {
        MessageDigest sha256 = digest();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return new Hash(sha256.digest());
    }

    /** A hash that somebody has computed. */
    static Hash from(byte[] octets) {
        if (octets.length != SIZE) {
            throw new IllegalArgumentException("a hash of " + octets.length + " octets");
        }
        return new Hash(octets.clone());
    }

    /** A hash in hexadecimal. */
    static Hash parse(String hex) {
        return from(HexFormat.of().parseHex(hex));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this runtime lacks SHA-256", missing);
        }
    }

    byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(octets, hash.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** In hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}
