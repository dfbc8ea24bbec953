package org.pennypost.imap.syntax;

import java.time.Instant;
import org.pennypost.core.mailbox.Flags;

/**
 * What APPEND says of a message before its octets: RFC 9051 §6.3.12, RFC 4466 §3 {@code append-message}.
 *
 * @param flags the flags to set
 * @param date the internal date to set
 * @param literal the message itself, which has only been announced
 */
public record AppendMessage(Flags flags, Date date, LiteralAnnouncement literal) {
    /** RFC 9051 §6.3.12: the internal date that a client gave, if it did. */
    public sealed interface Date {
        /** The date, or {@code arrival} where the client gave none. */
        Instant or(Instant arrival);
    }

    /** The client gave a date. */
    public record Given(Instant instant) implements Date {
        @Override
        public Instant or(Instant arrival) {
            return instant;
        }
    }

    /** The client leaves the date to the server. */
    public record Now() implements Date {
        @Override
        public Instant or(Instant arrival) {
            return arrival;
        }
    }
}
