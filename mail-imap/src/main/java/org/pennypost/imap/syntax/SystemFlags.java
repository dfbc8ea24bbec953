package org.pennypost.imap.syntax;

import java.nio.charset.StandardCharsets;
import org.pennypost.core.mailbox.FlagTable;

/** The text of every combination of system flags, made once: most messages have no other flags. */
final class SystemFlags {
    /** The bits of the system flags, the same in every table. */
    static final long MASK = (1L << FlagTable.SYSTEM.flags().size()) - 1;

    private static final byte[][] TEXTS = new byte[(int) MASK + 1][];

    static {
        for (int bits = 0; bits <= MASK; bits++) {
            TEXTS[bits] = FlagTable.SYSTEM.flags(bits).toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    private SystemFlags() {}

    /** The names of the system flags among {@code bits} with spaces between them; not to be changed. */
    static byte[] text(long bits) {
        return TEXTS[(int) (bits & MASK)];
    }
}
