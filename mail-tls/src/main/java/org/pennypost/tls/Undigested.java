package org.pennypost.tls;

import java.nio.ByteBuffer;

/** Octets that came but cannot be used yet: the beginning of a record. Holds no memory when there are none. */
final class Undigested {

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private ByteBuffer octets = NOTHING;

    int size() {
        return octets.remaining();
    }

    /** The octets, whose position the reader advances. */
    ByteBuffer view() {
        return octets;
    }

    void append(ByteBuffer more) {
        if (!more.hasRemaining()) {
            return;
        }
        if (octets.capacity() - octets.limit() < more.remaining()) {
            int needed = octets.remaining() + more.remaining();
            ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, Math.min(2 * octets.remaining(), needed + 4096)));
            octets = larger.put(octets).flip();
        }
        int position = octets.position();
        octets.position(octets.limit()).limit(octets.limit() + more.remaining());
        octets.put(more).position(position);
    }

    /** Appends at most {@code count} octets of {@code more}. */
    void append(ByteBuffer more, int count) {
        int limit = more.limit();
        more.limit(more.position() + Math.min(count, more.remaining()));
        append(more);
        more.limit(limit);
    }

    /** To be called after reading: gives the memory back when all is read. */
    void release() {
        if (!octets.hasRemaining()) {
            octets = NOTHING;
        }
    }

    void discard() {
        octets = NOTHING;
    }
}
