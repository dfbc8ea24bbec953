package org.pennypost.server.filter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The octets of another body with lines that end as ours do: a bare CR or LF becomes CRLF (RFC 5321 §2.3.8), and an octet of
 * value zero goes. Confined to one thread.
 */
final class MendedLines {
    private boolean cr;

    ByteBuffer mend(ByteBuffer octets) {
        ByteArrayOutputStream mended = new ByteArrayOutputStream(octets.remaining() + 64);
        while (octets.hasRemaining()) {
            byte octet = octets.get();
            if (cr && octet != '\n') {
                mended.write('\n');
            } else if (!cr && octet == '\n') {
                mended.write('\r');
            }
            if (octet != 0) {
                mended.write(octet);
            }
            cr = octet == '\r';
        }
        return ByteBuffer.wrap(mended.toByteArray());
    }

    /** What the end of the body still needs. */
    ByteBuffer end() {
        return cr ? ByteBuffer.wrap(new byte[] {'\n'}) : ByteBuffer.allocate(0);
    }
}
