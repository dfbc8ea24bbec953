package org.pennypost.server.moving;

import java.nio.ByteBuffer;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.StoreException;

/**
 * A message that is being read: what is written goes to a draft of the store, line ends as CRLF. Closed before it was
 * given to {@link Arrivals#add}, it never was. Confined to one thread; there is one at a time.
 */
public final class Incoming implements AutoCloseable {
    private final Draft draft;
    private final ByteBuffer buffer;
    private byte last;
    private long octets;
    private boolean done;

    /** @param buffer the caller's, empty */
    Incoming(Draft draft, ByteBuffer buffer) {
        this.draft = draft;
        this.buffer = buffer;
    }

    /** Adds octets; an LF without its CRLF gets it. */
    public void write(byte[] from, int start, int end) throws StoreException {
        for (int i = start; i < end; i++) {
            if (from[i] == '\n' && last != '\r') {
                put((byte) '\r');
            }
            put(from[i]);
        }
    }

    /** Adds octets as they are. */
    void writeAsIs(byte[] from, int start, int end) throws StoreException {
        for (int i = start; i < end; i++) {
            put(from[i]);
        }
    }

    /** How many octets it has. */
    long octets() {
        return octets;
    }

    /** The draft with all of it, which the caller closes. */
    Draft done() throws StoreException {
        drain();
        done = true;
        return draft;
    }

    @Override
    public void close() {
        if (!done) {
            draft.close();
        }
    }

    private void put(byte octet) throws StoreException {
        if (!buffer.hasRemaining()) {
            drain();
        }
        buffer.put(octet);
        last = octet;
        octets++;
    }

    private void drain() throws StoreException {
        draft.write(buffer.flip());
        buffer.clear();
    }
}
