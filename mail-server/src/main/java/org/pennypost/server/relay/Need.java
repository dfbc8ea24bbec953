package org.pennypost.server.relay;

import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.smtp.client.Outgoing;

/** What a message asks of the connections that it travels over. One connection carries messages of one kind. */
enum Need {
    /** What its destination asks for. */
    USUAL,
    /** RFC 8689 §4.2.1: TLS with a host that is proven, or not at all. */
    REQUIRED,
    /** RFC 8689 §4.2.2: that it arrives; TLS if that can be had. */
    INDIFFERENT,
    /** RFC 8460 §3: the same for our own report on TLS, which says nothing of its own way. */
    UNNOTED;

    static Need of(Outgoing mail) {
        // RFC 8689 §5: a report is not lost for it
        if (mail.options().request(MailRequest.RequireTls.class).isPresent()
                && !mail.from().equals(ReversePath.NULL)) {
            return REQUIRED;
        }
        boolean indifferent =
                mail.options().request(MailRequest.TlsNotRequired.class).isPresent();
        if (!indifferent) {
            return USUAL;
        }
        return mail.from().equals(ReversePath.NULL) ? UNNOTED : INDIFFERENT;
    }
}
