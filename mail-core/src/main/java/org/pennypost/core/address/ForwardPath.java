package org.pennypost.core.address;

import java.util.Optional;

/**
 * Where a message goes: the argument of RCPT, RFC 5321 §4.1.1.3.
 *
 * <p>Immutable. {@code toString} is the wire form with its angle brackets. A source route that a client gave is
 * gone: the message goes to the address behind it (RFC 5321 §3.3).
 */
public sealed interface ForwardPath {
    /** The postmaster of this server. */
    ForwardPath POSTMASTER = new Postmaster();

    /** The address, unless it is the postmaster without a domain. */
    Optional<MailAddress> address();

    /** RFC 5321 §4.1.1.3 {@code "<Postmaster>"}: whoever is in charge of this server, in any letter case. */
    record Postmaster() implements ForwardPath {
        @Override
        public Optional<MailAddress> address() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "<Postmaster>";
        }
    }

    /** A path to a recipient. */
    record Recipient(MailAddress mailbox) implements ForwardPath {
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
