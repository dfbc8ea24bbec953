package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;

/**
 * What a client sends with AUTHENTICATE to save a turn, or that it sends nothing: RFC 9051 §9 {@code initial-resp},
 * RFC 4959 §3. Never prints itself.
 */
public sealed interface InitialResponse {
    /** There is none: the server must ask. */
    record Absent() implements InitialResponse {}

    /** The response, decoded; {@code =} on the wire is one of no octets. */
    record Given(ByteBuffer octets) implements InitialResponse {
        public Given {
            octets = octets.asReadOnlyBuffer();
        }

        @Override
        public String toString() {
            return "Given[(secret)]";
        }
    }
}
