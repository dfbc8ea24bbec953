package org.pennypost.core.delivery;

import java.time.Instant;
import java.util.List;

/** What a sender asks of the service beyond taking the message: a parameter of MAIL that travels with it. */
public sealed interface MailRequest {
    /** RFC 3461 §4.3: how much of the message a failure report returns. */
    record Return(Amount amount) implements MailRequest {
        /** RFC 3461 §4.3 {@code "FULL" / "HDRS"}. */
        public enum Amount {
            /** All of it. */
            FULL,
            /** Its header section. */
            HDRS
        }
    }

    /**
     * RFC 3461 §4.4: the sender's name for this envelope.
     *
     * @param text printable ASCII, decoded
     */
    record EnvelopeId(String text) implements MailRequest {}

    /**
     * RFC 2852 §4: when the message is to be delivered.
     *
     * @param seconds from receipt on; negative if the time has passed
     * @param mode what to do then
     * @param trace whether the sender wants to hear of relaying
     */
    record DeliverBy(long seconds, Mode mode, boolean trace) implements MailRequest {
        /** RFC 2852 §4: the deliver-by-time of a message that was received at this time. */
        public Instant deadline(Instant received) {
            return received.plusSeconds(seconds);
        }

        /** RFC 2852 §4 {@code by-mode}. */
        public enum Mode {
            /** Go on and tell the sender. */
            NOTIFY,
            /** Give up and return the message. */
            RETURN
        }
    }

    /** RFC 4865 §3: not before so many seconds from receipt on. */
    record HoldFor(long seconds) implements MailRequest {}

    /** RFC 4865 §3: not before this time. */
    record HoldUntil(Instant time) implements MailRequest {}

    /**
     * RFC 6710 §3: how urgent it is.
     *
     * @param value from −9 to 9, higher is more urgent
     */
    record Priority(int value) implements MailRequest {}

    /** RFC 8689 §2: never without TLS. */
    record RequireTls() implements MailRequest {}

    /** RFC 8689 §3: without TLS rather than not at all; the header says so, never MAIL. */
    record TlsNotRequired() implements MailRequest {}

    /** RFC 3865 §2.3: which classes of solicitation it is. */
    record Solicitation(List<String> keywords) implements MailRequest {
        public Solicitation {
            keywords = List.copyOf(keywords);
        }
    }
}
