package org.pennypost.core.address;

import java.util.Optional;

/**
 * Where failure reports about a message go: RFC 5321 §4.1.2 {@code Reverse-path = Path / "<>"}.
 *
 * <p>Immutable. {@code toString} is the wire form with its angle brackets. A source route that a client gave is
 * gone (RFC 5321 §3.3 and Appendix C: ignored).
 */
public sealed interface ReversePath {
    /** The null reverse-path. */
    ReversePath NULL = new Null();

    /** The address, unless the path is null. */
    Optional<MailAddress> address();

    /** RFC 5321 §4.5.5 {@code "<>"}: the sender of notifications, to which none is sent. */
    record Null() implements ReversePath {
        @Override
        public Optional<MailAddress> address() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "<>";
        }
    }

    /** A path to a sender. */
    record Sender(MailAddress mailbox) implements ReversePath {
        @Override
        public Optional<MailAddress> address() {
            return Optional.of(mailbox);
        }

        @Override
        public String toString() {
            return "<" + mailbox + ">";
        }
    }
}
