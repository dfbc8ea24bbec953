package org.pennypost.smtp.client;

import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.TransferEncoder;

/**
 * What becomes of a message that a server cannot take as it is: 8-bit and binary parts are encoded (RFC 6152 §3, RFC 3030
 * §4). It loses nothing, but a signature over the message as it was does not hold any more.
 */
final class Conversion {
    private final Outgoing mail;
    private final boolean eightBit;

    private Conversion(Outgoing mail, boolean eightBit) {
        this.mail = mail;
        this.eightBit = eightBit;
    }

    /** Whether a server takes a message only if it is encoded; internationalized mail is not helped by that. */
    static boolean isWanted(MailOptions options, ServerOffer offer) {
        boolean helps = !options.smtpUtf8() || offer.has("SMTPUTF8");
        boolean binary = offer.has("BINARYMIME") && offer.has("CHUNKING");
        return helps
                && switch (options.body()) {
                    case EIGHT_BIT_MIME -> !offer.has("8BITMIME");
                    case BINARY_MIME -> !binary;
                    default -> false;
                };
    }

    /** The message as the server takes it, or as it is if that cannot be made of it. Reads it once; may block. */
    static Outgoing of(Outgoing mail, ServerOffer offer) throws StoreException {
        return new Conversion(mail, offer.has("8BITMIME")).converted();
    }

    private Outgoing converted() throws StoreException {
        ConvertedContent.Measure measure = ConvertedContent.measure(mail.content(), this::encoder);
        if (measure.before()) { // it said more than it is
            return passed(MailOptions.Body.SEVEN_BIT, mail.content());
        }
        if (!measure.lines() || !measure.ascii() && !eightBit) {
            return mail;
        }
        return passed(
                measure.ascii() ? MailOptions.Body.SEVEN_BIT : MailOptions.Body.EIGHT_BIT_MIME,
                new ConvertedContent(mail.content(), measure.size(), this::encoder));
    }

    private Outgoing passed(MailOptions.Body body, Content content) {
        return new Outgoing(mail.from(), mail.options().body(body), mail.recipients(), content, mail.id());
    }

    private TransferEncoder encoder() {
        return eightBit
                ? TransferEncoder.lines(MessageLimits.DEFAULTS)
                : TransferEncoder.sevenBit(MessageLimits.DEFAULTS);
    }
}
