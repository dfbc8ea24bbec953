package org.pennypost.imap.talk;

import java.nio.ByteBuffer;

/**
 * Makes every line of a message end with CRLF before it is stored (RFC 5322 §2.3), chunk by chunk: a bare LF becomes
 * CRLF, a bare CR a space, so that no program downstream sees a line where another sees none. Confined to one thread.
 */
final class LineEnds {
    private boolean heldCr;
    private boolean sawNul;

    /** Whether a NUL has come by, which a message cannot hold (RFC 9051 §4.3.1). */
    boolean sawNul() {
        return sawNul;
    }

    /** The octets with their line ends mended; the same buffer if nothing had to be. */
    ByteBuffer mend(ByteBuffer in, boolean last) {
        int bareLineFeeds = 0;
        boolean sound = !heldCr;
        byte before = 0;
        for (int i = in.position(); i < in.limit(); i++) {
            byte octet = in.get(i);
            sawNul |= octet == 0;
            if (octet == '\n' && before != '\r') {
                bareLineFeeds++;
            }
            sound &= before != '\r' || octet == '\n';
            before = octet;
        }
        return sound && bareLineFeeds == 0 && before != '\r' ? in : mended(in, bareLineFeeds, last);
    }

    private ByteBuffer mended(ByteBuffer in, int bareLineFeeds, boolean last) {
        ByteBuffer out = ByteBuffer.allocate(in.remaining() + bareLineFeeds + 1);
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (octet == '\n') {
                out.put((byte) '\r').put((byte) '\n');
                heldCr = false;
            } else {
                release(out);
                if (octet == '\r') {
                    heldCr = true;
                } else {
                    out.put(octet);
                }
            }
        }
        if (last) {
            release(out);
        }
        return out.flip();
    }

    /** A CR behind which no LF came. */
    private void release(ByteBuffer out) {
        if (heldCr) {
            out.put((byte) ' ');
            heldCr = false;
        }
    }
}
