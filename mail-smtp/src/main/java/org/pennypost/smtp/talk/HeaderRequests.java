package org.pennypost.smtp.talk;

import java.util.List;
import java.util.stream.Collectors;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.syntax.MailParameter;

/** What the header of a message asks of the service, where the parameters of MAIL did not say it. */
final class HeaderRequests {
    private HeaderRequests() {}

    /** The envelope with what the header asks for, as far as it has gone by. */
    static Envelope heeded(Envelope envelope, HeaderWatch header) {
        MailOptions options = solicitation(requireTls(envelope.options(), header), header);
        return options.equals(envelope.options())
                ? envelope
                : new Envelope(
                        envelope.id(), envelope.reversePath(), options, envelope.recipients(), envelope.origin());
    }

    // RFC 8689 §4.1: the field counts unless MAIL had REQUIRETLS; §3: there is one value, and one field
    private static MailOptions requireTls(MailOptions options, HeaderWatch header) {
        List<String> values = header.tlsRequired();
        boolean no = values.size() == 1 && values.get(0).equalsIgnoreCase("No");
        return no && options.request(MailRequest.RequireTls.class).isEmpty()
                ? options.with(new MailRequest.TlsNotRequired())
                : options;
    }

    // RFC 3865 §2.7: the classes of the field, if they can be read, for a client that knew no SOLICIT
    private static MailOptions solicitation(MailOptions options, HeaderWatch header) {
        if (options.request(MailRequest.Solicitation.class).isPresent()
                || header.solicitations().isEmpty()) {
            return options;
        }
        String classes = header.solicitations().stream()
                .map(value -> value.replaceAll("\\s*,\\s*", ","))
                .collect(Collectors.joining(","));
        try {
            return options.with(MailParameter.solicitation(classes));
        } catch (SyntaxException unreadable) {
            return options;
        }
    }
}
