package org.pennypost.core.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password as a client sent it or a file holds it, in UTF-8. Never prints itself. Immutable, though
 * {@link #erase} may end it.
 */
public final class Password {
    private final byte[] octets;

    private Password(byte[] octets) {
        this.octets = octets;
    }

    /** The password that these octets are. */
    public static Password of(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return new Password(copy);
    }

    /** The password that this text is. */
    public static Password of(String text) {
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the octets, the caller's to erase. */
    public byte[] octets() {
        return octets.clone();
    }

    /** The password as text. */
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** Whether both are the same; takes as long for a near miss as for a far one. */
    public boolean matches(Password other) {
        return MessageDigest.isEqual(octets, other.octets);
    }

    /**
     * Whether both are the same as SASLprep prepares them (RFC 4616 §2), so that it does not matter how a keyboard
     * composes a letter.
     */
    public boolean matchesPrepared(Password other) {
        return prepared().matches(other.prepared());
    }

    private Password prepared() {
        String text = text();
        return SaslPrep.permits(text)
                ? of(SaslPrep.stored(text))
                : this; // octets that are no UTF-8 are only themselves
    }

    /** Overwrites the octets. */
    public void erase() {
        Arrays.fill(octets, (byte) 0);
    }

    /** As {@link #matches}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Password that && matches(that);
    }

    /** The same as long as neither is erased. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "(password)";
    }
}
