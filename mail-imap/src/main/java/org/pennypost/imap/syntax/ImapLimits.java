package org.pennypost.imap.syntax;

/**
 * How much of one command is taken in.
 *
 * @param lineOctets a line with its CRLF, in octets (RFC 7162 §4 asks for 8192 or more)
 * @param commandOctets all lines and gathered literals of a command, in octets; the message of APPEND is not gathered
 * @param nonSynchronizingOctets a literal that is sent unasked, in octets: 4096 for LITERAL- (RFC 7888 §5),
 *     {@link Long#MAX_VALUE} for LITERAL+
 * @param ranges ranges of a sequence set
 * @param searchKeys keys of a SEARCH, those inside others included
 * @param depth how deep parentheses, NOT and OR may nest
 * @param items entries of any other list: FETCH items, flags, header fields, patterns, options
 */
public record ImapLimits(
        int lineOctets,
        int commandOctets,
        long nonSynchronizingOctets,
        int ranges,
        int searchKeys,
        int depth,
        int items) {
    /** The largest non-synchronizing literal of LITERAL-, RFC 7888 §5, in octets. */
    public static final long LITERAL_MINUS = 4096;
    /** Lines of 64 KiB, commands of 256 KiB, LITERAL+, 10,000 ranges, 1,000 keys, 50 levels, 1,000 items. */
    public static final ImapLimits DEFAULT =
            new ImapLimits(64 * 1024, 256 * 1024, Long.MAX_VALUE, 10_000, 1_000, 50, 1_000);

    public ImapLimits {
        if (lineOctets < 64
                || commandOctets < lineOctets
                || nonSynchronizingOctets < LITERAL_MINUS
                || ranges < 1
                || searchKeys < 1
                || depth < 1
                || items < 1) {
            throw new IllegalArgumentException("limits out of range");
        }
    }

    /** The same with another bound for literals that come unasked. */
    public ImapLimits nonSynchronizing(long octets) {
        return new ImapLimits(lineOctets, commandOctets, octets, ranges, searchKeys, depth, items);
    }

    /** The same with commands and lines of 16 KiB at most: enough for an initial response (RFC 4959 §6). */
    public ImapLimits beforeLogin() {
        int octets = Math.min(16 * 1024, lineOctets);
        return new ImapLimits(octets, octets, nonSynchronizingOctets, ranges, searchKeys, depth, items);
    }

    /** Whether non-synchronizing literals of every size are taken, and the capability is LITERAL+. */
    public boolean literalPlus() {
        return nonSynchronizingOctets == Long.MAX_VALUE;
    }
}
