package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.mailbox.StoreException;

/** Writes octets as base64 in lines of 76 characters, RFC 2045 §6.8; they come in pieces of any size. */
final class Base64Sink {
    /** So many octets fill a thousand lines. */
    private static final int LINES = 57 * 1000;

    private final Consignment consignment;
    private final ByteBuffer octets = ByteBuffer.allocate(LINES);

    Base64Sink(Consignment consignment) {
        this.consignment = consignment;
    }

    void write(ByteBuffer more) throws StoreException {
        while (more.hasRemaining()) {
            int count = Math.min(more.remaining(), octets.remaining());
            octets.put(more.slice().limit(count));
            more.position(more.position() + count);
            if (!octets.hasRemaining()) {
                finish();
            }
        }
    }

    /** Writes what is left. */
    void finish() throws StoreException {
        byte[] all = Arrays.copyOf(octets.array(), octets.position());
        octets.clear();
        if (all.length > 0) {
            String lines = Base64.getMimeEncoder().encodeToString(all) + "\r\n";
            consignment.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
