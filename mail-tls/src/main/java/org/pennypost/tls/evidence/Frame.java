package org.pennypost.tls.evidence;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How an event lies in a segment: length, how many events were durable when it was written, checksum, octets.
 *
 * @param durable events up to this one were synced before this frame was written
 */
record Frame(long durable, byte[] octets) {
    static final int HEAD = 4 + 8 + 4;
    /** An event is some hundred octets; with a thousand recipients of 320 octets it is far below this. */
    static final int MOST = 1 << 20;

    /** A frame that is not there whole: how many octets are wanting is not known. */
    static final Frame BAD = new Frame(-1, new byte[0]);

    boolean good() {
        return durable >= 0;
    }

    int size() {
        return HEAD + octets.length;
    }

    ByteBuffer encoded() {
        ByteBuffer out = ByteBuffer.allocate(size());
        out.putInt(octets.length).putLong(durable).putInt(checksum(durable, octets));
        return out.put(octets).flip();
    }

    /** The frame at the position of a buffer that reaches to the end of the segment; {@link #BAD} if it is damaged. */
    static Frame decode(ByteBuffer in) {
        ByteBuffer from = in.duplicate();
        if (from.remaining() < HEAD) {
            return BAD;
        }
        int length = from.getInt();
        long durable = from.getLong();
        int checksum = from.getInt();
        if (length <= 0 || length > MOST || length > from.remaining() || durable < 0) {
            return BAD;
        }
        byte[] octets = new byte[length];
        from.get(octets);
        return checksum(durable, octets) == checksum ? new Frame(durable, octets) : BAD;
    }

    /** Whether a whole frame lies at the position of a buffer, as far as its length tells. */
    static boolean whole(ByteBuffer in) {
        return in.remaining() >= HEAD && in.remaining() - HEAD >= Integer.toUnsignedLong(in.getInt(in.position()));
    }

    private static int checksum(long durable, byte[] octets) {
        CRC32C crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(12).putInt(octets.length).putLong(durable).flip());
        crc.update(octets);
        return (int) crc.getValue();
    }
}
