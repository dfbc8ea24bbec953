package org.pennypost.core.text;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the lines in a stream of octets that arrives in pieces.
 *
 * <p>A line ends with CRLF (RFC 5321 §2.3.8, RFC 1939 §3, RFC 9051 §2.2). An LF alone ends it too, so that the
 * stream stays in step, but such a line, like one with a bare CR or a NUL, is at fault and must get an error: two
 * parties that disagree about line ends are how commands are smuggled.
 *
 * <p>A line that lies whole in one piece is answered as a view of it. A line in several pieces is collected, at most
 * {@code limit} octets of it; what is over the limit is thrown away up to the line's end. Between lines the framer
 * holds no memory. Confined to one thread.
 */
public final class LineFramer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] NO_OCTETS = new byte[0];

    private byte[] head = NO_OCTETS;
    private int headLength;
    private boolean overflown;
    private ByteBuffer line = NOTHING;
    private LineFault fault = LineFault.NONE;

    /** A framer at the start of a line. */
    public LineFramer() {}

    /**
     * Looks for the end of the current line.
     *
     * @param in a heap buffer; digested up to and including the line's end, or whole if the line does not end in it
     * @param limit how many octets the line may have, its CRLF included
     * @return whether the line is complete: {@link #line} and {@link #fault} tell of it
     */
    public boolean frame(ByteBuffer in, int limit) {
        byte[] octets = in.array();
        int from = in.arrayOffset() + in.position();
        int end = from + in.remaining();
        int feed = LineFeeds.find(octets, from, end);
        if (feed == end) {
            collect(octets, from, end - from, limit);
            in.position(in.limit());
            return false;
        }
        int after = feed + 1;
        in.position(in.position() + after - from);
        if (headLength == 0 && !overflown) {
            complete(octets, from, after - from, limit);
        } else {
            collect(octets, from, after - from, limit);
            byte[] whole = head;
            int length = headLength;
            head = NO_OCTETS;
            headLength = 0;
            complete(whole, 0, length, limit);
        }
        return true;
    }

    /** The last complete line without its line end; empty if it was too long. A view that stays valid. */
    public ByteBuffer line() {
        return line;
    }

    /** What is wrong with the last complete line. */
    public LineFault fault() {
        return fault;
    }

    /** Whether a line has begun and not ended. */
    public boolean midLine() {
        return headLength > 0 || overflown;
    }

    private void collect(byte[] octets, int from, int length, int limit) {
        int room = Math.min(length, limit - headLength);
        overflown |= room < length;
        if (room > 0) {
            if (headLength + room > head.length) {
                int size = Math.min(limit, Math.max(headLength + room, Math.max(128, head.length * 2)));
                head = Arrays.copyOf(head, size);
            }
            System.arraycopy(octets, from, head, headLength, room);
            headLength += room;
        }
    }

    private void complete(byte[] octets, int from, int length, int limit) {
        if (overflown || length > limit) {
            overflown = false;
            line = NOTHING;
            fault = LineFault.TOO_LONG;
            return;
        }
        boolean crlf = length >= 2 && octets[from + length - 2] == '\r';
        int textLength = length - (crlf ? 2 : 1);
        line = ByteBuffer.wrap(octets, from, textLength).slice();
        fault = crlf ? inside(octets, from, textLength) : LineFault.BARE_LF;
    }

    private static LineFault inside(byte[] octets, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (octets[i] == 0) {
                return LineFault.NUL;
            }
            if (octets[i] == '\r') {
                return LineFault.BARE_CR;
            }
        }
        return LineFault.NONE;
    }
}
