package org.pennypost.tls.evidence;

import java.nio.ByteBuffer;
import java.util.Arrays;
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

    /** Writes the head before the octets of an event that lie behind the room for it. */
    static void seal(byte[] frame, int at, int length, long durable) {
        ByteBuffer.wrap(frame).putInt(at, length).putLong(at + 4, durable).putInt(at + 12, checksum(frame, at, length));
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
        byte[] frame = new byte[HEAD + length];
        from.position(in.position()).get(frame);
        return checksum(frame, 0, length) == checksum
                ? new Frame(durable, Arrays.copyOfRange(frame, HEAD, frame.length))
                : BAD;
    }

    /** Whether a whole frame lies at the position of a buffer, as far as its length tells. */
    static boolean whole(ByteBuffer in) {
        return in.remaining() >= HEAD && in.remaining() - HEAD >= Integer.toUnsignedLong(in.getInt(in.position()));
    }

    /** Of the length, the count and the event. */
    private static int checksum(byte[] frame, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(frame, at, 12);
        crc.update(frame, at + HEAD, length);
        return (int) crc.getValue();
    }
}
