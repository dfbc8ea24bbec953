package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.pennypost.core.mailbox.Content;

/** Octets to send: in memory, or named in a stored message without being read. */
public sealed interface Payload {
    /** How many octets. */
    long size();

    /** Octets in memory; a driver or conversation that keeps them takes a duplicate of the buffer. */
    record Octets(ByteBuffer octets) implements Payload {
        @Override
        public long size() {
            return octets.remaining();
        }
    }

    /** A part of a message; the driver sends it from the file where it can. */
    record Slice(Content content, long offset, long size) implements Payload {
        public Slice {
            if (offset < 0 || size < 0 || offset + size < 0) {
                throw new IllegalArgumentException("slice " + offset + "+" + size);
            }
        }
    }

    /** Text of ASCII characters; anything else becomes a question mark, so that no reply can break its line rules. */
    static Payload ascii(String text) {
        return new Octets(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Text as UTF-8. */
    static Payload utf8(String text) {
        return new Octets(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
