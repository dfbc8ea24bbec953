package org.pennypost.tls;

import java.nio.ByteBuffer;

/**
 * The outside of TLS records, five octets: {@code type, version (2), length (2)} (RFC 8446 §5.1, RFC 5246 §6.2.1).
 * That much can be read without a key, and tells when a record is whole.
 */
final class TlsRecords {

    static final int HEADER = 5;
    /** RFC 5246 §6.2.3: 2^14 and 2048 of expansion; RFC 8446 §5.2 allows less. */
    static final int MAX_LENGTH = 16_384 + 2_048;

    static final int HANDSHAKE = 22;

    /** The fatal alert unexpected_message in clear, for a peer whose first octets are no record (RFC 8446 §5). */
    static final ByteBuffer UNEXPECTED_MESSAGE =
            ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, 10}).asReadOnlyBuffer();

    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 23;
    private static final int MAJOR_VERSION = 3;

    private TlsRecords() {}

    static int type(ByteBuffer octets) {
        return octets.get(octets.position()) & 0xff;
    }

    /** How many more octets are needed for the next step: a header first, then the record; 0 if it is whole. */
    static int missing(ByteBuffer octets) {
        int present = octets.remaining();
        if (present < HEADER) {
            return HEADER - present;
        }
        return isRecord(octets) ? Math.max(0, size(octets) - present) : 0; // the TLS engine words the refusal
    }

    /** Whether the header, which must be whole, can be that of a record. */
    static boolean isRecord(ByteBuffer octets) {
        int type = type(octets);
        return type >= FIRST_TYPE
                && type <= LAST_TYPE
                && octets.get(octets.position() + 1) == MAJOR_VERSION
                && size(octets) <= HEADER + MAX_LENGTH;
    }

    /** The octets of the whole records at the start of {@code octets}; where a header is no header, all of them. */
    static int whole(ByteBuffer octets) {
        ByteBuffer rest = octets.duplicate();
        while (rest.hasRemaining() && missing(rest) == 0) {
            if (!isRecord(rest)) {
                return octets.remaining();
            }
            rest.position(rest.position() + size(rest));
        }
        return rest.position() - octets.position();
    }

    private static int size(ByteBuffer octets) {
        int at = octets.position() + 3;
        return HEADER + ((octets.get(at) & 0xff) << 8) + (octets.get(at + 1) & 0xff);
    }
}
