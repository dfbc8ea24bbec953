package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.text.OctetSet;

/**
 * That octets follow a line, and how many: the {@code {n}} at its end (RFC 9051 §4.3, RFC 7888 §3, RFC 3516 §4.4).
 *
 * @param octets how many octets follow the CRLF, from 0
 * @param synchronizing whether the client waits for a continuation request before it sends them
 * @param binary whether the octets may include NUL: a {@code literal8}, written with a tilde
 */
public record LiteralAnnouncement(long octets, boolean synchronizing, boolean binary) {
    public LiteralAnnouncement {
        if (octets < 0) {
            throw new IllegalArgumentException("literal of " + octets);
        }
    }

    /**
     * The announcement that a line ends with, looked for at the end of every line (RFC 7888 §3): {@code {n}},
     * {@code {n+}}, {@code ~{n}} or {@code ~{n+}}. A count beyond 63 bits is answered as {@link Long#MAX_VALUE}.
     */
    public static Optional<LiteralAnnouncement> atEndOf(ByteBuffer line) {
        int at = line.limit() - 1;
        if (at < line.position() || line.get(at) != '}') {
            return Optional.empty();
        }
        boolean synchronizing = at - 1 < line.position() || line.get(at - 1) != '+';
        int end = synchronizing ? at : at - 1;
        int from = end;
        while (from > line.position() && OctetSet.DIGIT.contains(line.get(from - 1) & 0xFF)) {
            from--;
        }
        if (from == end || from == line.position() || line.get(from - 1) != '{') {
            return Optional.empty();
        }
        boolean binary = from - 2 >= line.position() && line.get(from - 2) == '~';
        return Optional.of(new LiteralAnnouncement(count(line, from, end), synchronizing, binary));
    }

    /** Refuses a literal that should have been a synchronizing one (RFC 7888 §5, RFC 4469 §4.2 TOOBIG). */
    void check(ImapLimits limits) {
        if (!synchronizing && octets > limits.nonSynchronizingOctets()) {
            throw new CommandRefusedException(
                    Condition.BAD, ResponseCode.Word.TOOBIG, "non-synchronizing literal too large");
        }
    }

    private static long count(ByteBuffer line, int from, int end) {
        long count = 0;
        for (int i = from; i < end; i++) {
            int digit = line.get(i) - '0';
            if (count > (Long.MAX_VALUE - digit) / 10) {
                return Long.MAX_VALUE;
            }
            count = count * 10 + digit;
        }
        return count;
    }
}
