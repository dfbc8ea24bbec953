package org.pennypost.store.maildir.cache;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Tells damaged octets from good ones, and those of one message from those of another. Confined to one thread. */
final class Checksum {
    private final CRC32C sum = new CRC32C();
    private final ByteBuffer name = ByteBuffer.allocate(2 * Long.BYTES);

    /** The sum of what is kept of a message, which its UID and size name. */
    int of(long uid, long size, ByteBuffer octets) {
        sum.reset();
        sum.update(name.clear().putLong(uid).putLong(size).flip());
        sum.update(octets.duplicate());
        return (int) sum.getValue();
    }

    /** The sum of octets in an array. */
    int of(byte[] octets, int from, int length) {
        sum.reset();
        sum.update(octets, from, length);
        return (int) sum.getValue();
    }
}
