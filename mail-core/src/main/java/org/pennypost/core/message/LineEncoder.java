package org.pennypost.core.message;

import java.io.ByteArrayOutputStream;

/** Writes the body of a part in a transfer encoding of RFC 2045 §6; it comes in pieces of any size. */
interface LineEncoder {
    /** Takes the next octets of the body. */
    void encode(byte[] octets, int from, int to, ByteArrayOutputStream out);

    /** Ends the body; its last line has no CRLF. Ready for another body. */
    void finish(ByteArrayOutputStream out);
}
