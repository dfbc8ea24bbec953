package org.pennypost.core.text;

import java.nio.ByteBuffer;

/**
 * How a block of octets inside a conversation says where it ends.
 *
 * <p>An instance serves one block and is confined to one thread.
 */
public interface Framing {
    /**
     * Moves what belongs to the block from {@code in} to {@code out}, until either has nothing left or no room, or the
     * block ends. Always makes progress if {@code in} has octets and {@code out} has at least four octets of room.
     *
     * @return whether the end of the block was taken from {@code in}; nothing behind it was touched
     */
    boolean decode(ByteBuffer in, ByteBuffer out);

    /** A block of a known number of octets: an IMAP literal (RFC 9051 §4.3), a BDAT chunk (RFC 3030 §2). */
    static Framing exactly(long octets) {
        return new Framing() {
            private long left = octets;

            @Override
            public boolean decode(ByteBuffer in, ByteBuffer out) {
                int count = (int) Math.min(left, Math.min(in.remaining(), out.remaining()));
                out.put(in.duplicate().limit(in.position() + count));
                in.position(in.position() + count);
                left -= count;
                return left == 0;
            }
        };
    }
}
