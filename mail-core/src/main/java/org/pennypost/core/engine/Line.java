package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/**
 * A line of the peer without its CRLF.
 *
 * @param octets a view that stays valid; empty if the line was too long
 * @param fault what is wrong with it, {@link LineFault#NONE} mostly
 */
public record Line(ByteBuffer octets, LineFault fault) {
    /** A cursor at the start of the line; refuses a line that is at fault. */
    public OctetScanner scan() {
        return OctetScanner.of(sound());
    }

    /** The octets; refuses a line that is at fault. */
    public ByteBuffer sound() {
        if (fault != LineFault.NONE) {
            throw new SyntaxException(fault.reason());
        }
        return octets;
    }
}
