package org.pennypost.server.dkim;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.OptionalLong;

/**
 * The hash of a body that goes by in pieces, RFC 6376 §3.4.3 and §3.4.4. Nothing of the body is kept: line ends and
 * white space that may turn out to be the last ones are counted. Confined to one thread.
 */
final class BodyHash {
    private final Canonical canonical;
    private final OptionalLong length;
    private final MessageDigest digest = Algorithm.sha256();
    private final byte[] ready = new byte[4096];
    private int fill;
    private long count;
    private long lines;
    private boolean carriageReturn;
    private boolean blank;

    /** @param length how many canonical octets count (RFC 6376 §3.5 {@code l=}) */
    BodyHash(Canonical canonical, OptionalLong length) {
        this.canonical = canonical;
        this.length = length;
    }

    Canonical canonical() {
        return canonical;
    }

    OptionalLong length() {
        return length;
    }

    /** Looks at the octets, whose position stays where it is. */
    void update(ByteBuffer octets) {
        for (int i = octets.position(); i < octets.limit(); i++) {
            take(octets.get(i));
        }
    }

    /** The hash; the body has ended. */
    byte[] finish() {
        if (carriageReturn) {
            ordinary((byte) '\r');
        }
        // RFC 6376 §3.4.3: an empty body is a CRLF; §3.4.4: here it is nothing
        if (count > 0 || canonical == Canonical.SIMPLE) {
            put((byte) '\r');
            put((byte) '\n');
        }
        digest.update(ready, 0, fill);
        fill = 0;
        return digest.digest();
    }

    /** How many canonical octets there were. */
    long count() {
        return count;
    }

    private void take(byte octet) {
        if (carriageReturn) {
            carriageReturn = false;
            if (octet == '\n') {
                blank = false;
                lines++;
                return;
            }
            ordinary((byte) '\r');
        }
        if (octet == '\r') {
            carriageReturn = true;
        } else if (canonical == Canonical.RELAXED && (octet == ' ' || octet == '\t')) {
            blank = true;
        } else {
            ordinary(octet);
        }
    }

    private void ordinary(byte octet) {
        for (; lines > 0; lines--) {
            put((byte) '\r');
            put((byte) '\n');
        }
        if (blank) {
            put((byte) ' ');
            blank = false;
        }
        put(octet);
    }

    private void put(byte octet) {
        if (length.isEmpty() || count < length.getAsLong()) {
            ready[fill++] = octet;
            if (fill == ready.length) {
                digest.update(ready, 0, fill);
                fill = 0;
            }
        }
        count++;
    }
}
