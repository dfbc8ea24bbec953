package org.pennypost.store.maildir;

import java.nio.ByteBuffer;

/** Looks for a dot at the beginning of a line in octets that come in pieces (RFC 1939 §3, RFC 5321 §4.5.2). */
final class DotSearch {
    private byte last = '\n';
    private boolean found;

    /** Looks at the remaining octets and leaves them where they are. */
    void look(ByteBuffer octets) {
        for (int i = octets.position(); i < octets.limit() && !found; i++) {
            byte octet = octets.get(i);
            found = octet == '.' && last == '\n';
            last = octet;
        }
    }

    boolean free() {
        return !found;
    }
}
