package org.pennypost.smtp.client;

import java.util.Optional;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.engine.Peer;

/**
 * Whether a server can take a message, and for whom. What {@link Conversion} could not help, and what is internationalized
 * (RFC 6531 §3.6), goes back to the sender.
 */
final class Fitness {
    private Fitness() {}

    /** Why not, for all recipients; empty if it can. */
    static Optional<Outcome> of(Outgoing mail, ServerOffer offer, Peer peer) {
        MailOptions options = mail.options();
        if (options.smtpUtf8() && !offer.has("SMTPUTF8")) {
            return refused("5.6.7", "the server takes no internationalized mail (RFC 6531)");
        }
        if (options.body() == MailOptions.Body.EIGHT_BIT_MIME && !offer.has("8BITMIME")) {
            return refused("5.6.3", "the server takes no 8-bit mail (RFC 6152)");
        }
        if (options.body() == MailOptions.Body.BINARY_MIME && !(offer.has("BINARYMIME") && offer.has("CHUNKING"))) {
            return refused("5.6.1", "the server takes no binary mail (RFC 3030)");
        }
        if (offer.most().isPresent() && mail.content().size() > offer.most().getAsLong()) {
            return refused(
                    "5.3.4", "the server takes messages of " + offer.most().getAsLong() + " octets at most");
        }
        if (options.request(MailRequest.DeliverBy.class)
                .filter(by -> isTooLate(by, offer))
                .isPresent()) {
            return refused("5.3.3", "the server does not promise to deliver in time (RFC 2852)");
        }
        // RFC 8689 §5: a report goes all the same
        boolean tlsWanted = options.request(MailRequest.RequireTls.class).isPresent()
                && !mail.from().equals(ReversePath.NULL);
        if (tlsWanted && !(peer.tls().isPresent() && offer.has("REQUIRETLS"))) {
            // RFC 8689 §4.2.1: another host of the domain may do better
            return Optional.of(Outcome.refused(
                    Outcome.Stage.CONNECTION, "5.7.30", "the sender requires TLS on the whole way (RFC 8689)"));
        }
        return Optional.empty();
    }

    /** RFC 7293 §5.1.1: why not for this recipient, whose mailbox may be somebody else's by now. */
    static Optional<Outcome> of(Envelope.Recipient recipient, ServerOffer offer) {
        boolean demanded = recipient
                .request(RecipientRequest.ValidSince.class)
                .filter(since -> since.otherwise() == RecipientRequest.ValidSince.Otherwise.REJECT)
                .isPresent();
        return demanded && !offer.has("RRVS")
                // RFC 7293 §15.3: X.7.19
                ? Optional.of(Outcome.refused(
                        Outcome.Stage.RECIPIENT,
                        "5.7.19",
                        "the server does not ask whose the mailbox was before, as the sender requires it (RFC 7293)"))
                : Optional.empty();
    }

    /** RFC 2852 §4.1.4.1. */
    private static boolean isTooLate(MailRequest.DeliverBy by, ServerOffer offer) {
        return by.mode() == MailRequest.DeliverBy.Mode.RETURN
                && (!offer.has("DELIVERBY") || offer.number("DELIVERBY") > by.seconds());
    }

    private static Optional<Outcome> refused(String status, String text) {
        return Optional.of(Outcome.refused(Outcome.Stage.SENDER, status, text));
    }
}
