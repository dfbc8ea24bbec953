package org.pennypost.core.text;

import java.nio.ByteBuffer;

/**
 * Watches octets go by and notes what has no place in a text of lines: a CR without its LF, an LF without its CR
 * (RFC 5321 §2.3.8), and NUL (RFC 5321 §4.5.2). Confined to one thread.
 */
public final class LineEnds {
    private boolean cr;
    private boolean bareCr;
    private boolean bareLf;
    private boolean nul;

    /** Nothing seen yet. */
    public LineEnds() {}

    /** Looks at the octets, whose position stays where it is. */
    public void watch(ByteBuffer octets) {
        for (int i = octets.position(); i < octets.limit(); i++) {
            byte octet = octets.get(i);
            if (octet < 14) {
                look(octet);
            } else if (cr) {
                bareCr = true;
                cr = false;
            }
        }
    }

    /** Whether a CR stood without its LF; at the end of the text, the last octet counts too. */
    public boolean bareCr(boolean atEnd) {
        return bareCr || atEnd && cr;
    }

    /** Whether an LF stood without its CR. */
    public boolean bareLf() {
        return bareLf;
    }

    /** Whether there was an octet of value zero. */
    public boolean nul() {
        return nul;
    }

    // Octets from 128 on are negative and come here too.
    private void look(byte octet) {
        bareCr |= cr && octet != '\n';
        bareLf |= !cr && octet == '\n';
        nul |= octet == 0;
        cr = octet == '\r';
    }
}
