package org.pennypost.store.maildir;

import java.util.Arrays;
import java.util.List;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;

/**
 * The letters of a mailbox and the bits of its {@link FlagTable}, one for the other: system flags as all Maildir programs
 * have them, keywords by their {@link Keywords}. Letters that mean nothing to us stay in the name. Immutable.
 */
final class Letters {
    private static final String SYSTEM = "DFRST";
    private static final List<Flag> SYSTEM_FLAGS =
            List.of(Flag.DRAFT, Flag.FLAGGED, Flag.ANSWERED, Flag.SEEN, Flag.DELETED);

    private final long[] bits = new long[128];
    private final char[] letters = new char[FlagTable.MAX_FLAGS];

    Letters(FlagTable table, Keywords keywords) {
        List<Flag> flags = table.flags();
        for (int bit = 0; bit < flags.size(); bit++) {
            Flag flag = flags.get(bit);
            char letter = flag.system() ? SYSTEM.charAt(SYSTEM_FLAGS.indexOf(flag)) : keywords.letter(flag);
            letters[bit] = letter;
            if (letter != 0) {
                bits[letter] = 1L << bit;
            }
        }
    }

    /** The bits of what the letters mean. */
    long bits(String text) {
        long all = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            all |= letter < bits.length ? bits[letter] : 0;
        }
        return all;
    }

    /** The letters of bits in ASCII order, with those of {@code before} that mean nothing to us. */
    String text(long flags, String before) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < before.length(); i++) {
            char letter = before.charAt(i);
            if (letter >= bits.length || bits[letter] == 0) {
                all.append(letter);
            }
        }
        for (long rest = flags; rest != 0; rest &= rest - 1) {
            char letter = letters[Long.numberOfTrailingZeros(rest)];
            all.append(letter == 0 ? "" : String.valueOf(letter));
        }
        if (all.length() < 2) {
            return all.toString();
        }
        char[] sorted = all.toString().toCharArray();
        Arrays.sort(sorted);
        return String.valueOf(sorted);
    }
}
