package org.pennypost.store.maildir;

import java.nio.ByteBuffer;
import org.pennypost.core.text.LineFeeds;

/** Looks for a dot at the beginning of a line in octets that come in pieces (RFC 1939 §3, RFC 5321 §4.5.2). */
final class DotSearch {
    private byte last = '\n';
    private boolean found;

    /** Looks at the remaining octets and leaves them where they are. */
    void look(ByteBuffer octets) {
        if (found || !octets.hasRemaining()) {
            return;
        }
        int from = octets.position();
        int to = octets.limit();
        found = last == '\n' && octets.get(from) == '.';
        last = octets.get(to - 1);
        if (octets.hasArray()) {
            int offset = octets.arrayOffset();
            find(octets.array(), offset + from, offset + to);
        } else {
            for (int i = from + 1; i < to && !found; i++) {
                found = octets.get(i) == '.' && octets.get(i - 1) == '\n';
            }
        }
    }

    private void find(byte[] octets, int from, int to) {
        int lineFeed = LineFeeds.find(octets, from, to);
        while (!found && lineFeed + 1 < to) {
            found = octets[lineFeed + 1] == '.';
            lineFeed = LineFeeds.find(octets, lineFeed + 1, to);
        }
    }

    boolean free() {
        return !found;
    }
}
