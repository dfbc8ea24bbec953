package org.pennypost.imap.syntax;

import java.time.Instant;
import org.pennypost.core.mailbox.Flags;

/**
 * One thing that APPEND or REPLACE says of the messages it brings, in its order: RFC 4466 §3 {@code append-message},
 * {@code append-data}. A message is a {@link Begin}, what it is made of, and an {@link End}.
 */
public sealed interface AppendPiece {
    /** RFC 9051 §6.3.12: a message begins; the flags and the internal date to set. */
    record Begin(Flags flags, Date date) implements AppendPiece {}

    /** RFC 9051 §6.3.12, RFC 3516 §4.4, RFC 4469 §3 TEXT: octets of the message follow as a literal. */
    record Text(LiteralAnnouncement literal) implements AppendPiece {}

    /** RFC 4469 §3 URL: here stands what that URL names (RFC 5092). */
    record Url(String url) implements AppendPiece {}

    /** RFC 4469 §5: such a URL follows as a literal. */
    record UrlText(LiteralAnnouncement literal) implements AppendPiece {}

    /** The message is complete. */
    record End() implements AppendPiece {}

    /** RFC 9051 §6.3.12: the internal date that a client gave, if it did. */
    sealed interface Date {
        /** The date, or {@code arrival} where the client gave none. */
        Instant or(Instant arrival);
    }

    /** The client gave a date. */
    record Given(Instant instant) implements Date {
        @Override
        public Instant or(Instant arrival) {
            return instant;
        }
    }

    /** The client leaves the date to the server. */
    record Now() implements Date {
        @Override
        public Instant or(Instant arrival) {
            return arrival;
        }
    }
}
