package org.pennypost.smtp.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Envelope;

/**
 * What became of a message for some of its recipients: RFC 3464 §2. Immutable.
 *
 * @param reportingHost who says so (§2.2.2)
 * @param envelopeId what the sender called the message (§2.2.1); empty if he gave it no name
 * @param arrived when it came to this server (§2.2.5)
 * @param deliverBy when it was to be delivered (RFC 2852 §5); empty if nobody said
 * @param held what the sender asked for with HOLDFOR or HOLDUNTIL (RFC 4865 §5.1.2); empty if for nothing
 * @param recipients one or more, all with the same kind of fate
 */
public record Report(
        String reportingHost,
        Optional<String> envelopeId,
        Instant arrived,
        Optional<Instant> deliverBy,
        Optional<String> held,
        List<Fate> recipients) {
    /** @throws IllegalArgumentException if there are no recipients */
    public Report {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a report of nobody");
        }
    }

    /** RFC 3464 §2.3.3. */
    public enum Action {
        /** It could not be delivered, and is not tried any more. */
        FAILED("Undelivered mail", "could not be delivered to", "failed"),
        /** It has not been delivered yet. */
        DELAYED("Delayed mail", "has not been delivered yet, and this server goes on trying, to", "delayed"),
        /** It is in the mailbox. */
        DELIVERED("Delivered mail", "was delivered to", "delivered"),
        /** It went on to a server that does not send such reports. */
        RELAYED("Relayed mail", "was passed on to a server that will not report on it, for", "relayed"),
        /** It went on to several addresses (RFC 3461 §5.2.7.3). */
        EXPANDED("Expanded mail", "was passed on to all the addresses behind", "expanded");

        private final String subject;
        private final String sentence;
        private final String word;

        Action(String subject, String sentence, String word) {
            this.subject = subject;
            this.sentence = sentence;
            this.word = word;
        }

        String subject() {
            return subject;
        }

        String sentence() {
            return sentence;
        }

        String word() {
            return word;
        }
    }

    /**
     * What became of it for one recipient: RFC 3464 §2.3.
     *
     * @param action in a word
     * @param address who (§2.3.2)
     * @param recipient who, and what was asked for him (§2.3.1)
     * @param status the enhanced status code (§2.3.4)
     * @param said what happened, in words
     * @param server the name of the other server that said it (§2.3.5, §2.3.6); empty if it was none
     * @param lastAttempt when it was tried last (§2.3.7); empty if nobody knows
     * @param retryUntil until when it will be tried (§2.3.9); empty if it will not
     */
    public record Fate(
            Action action,
            MailAddress address,
            Envelope.Recipient recipient,
            String status,
            String said,
            Optional<String> server,
            Optional<Instant> lastAttempt,
            Optional<Instant> retryUntil) {}

    Action action() {
        return recipients.get(0).action();
    }
}
