package org.pennypost.core.evidence;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a message that passes piece by piece, as {@link Event.Subject} names it. Used by one thread at a time.
 *
 * <pre>{@code
 * MessageHash hash = MessageHash.begun();
 * hash.add(octets);
 * String sha256 = hash.end();
 * }</pre>
 */
public final class MessageHash {
    /** To be copied: to look for an algorithm takes longer than to hash a short message. */
    private static final MessageDigest SHA256 = sha256();

    private final MessageDigest digest;
    private long size;

    private MessageHash(MessageDigest digest) {
        this.digest = digest;
    }

    /** The hash of no octets yet. */
    public static MessageHash begun() {
        try {
            return new MessageHash((MessageDigest) SHA256.clone());
        } catch (CloneNotSupportedException otherProvider) {
            return new MessageHash(sha256());
        }
    }

    /** Adds octets; their position stays where it is. */
    public void add(ByteBuffer octets) {
        size += octets.remaining();
        digest.update(octets.duplicate());
    }

    /** How many octets were added. */
    public long size() {
        return size;
    }

    /** The hash in hexadecimal; nothing can be added afterwards. */
    public String end() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this runtime lacks SHA-256", missing);
        }
    }
}
