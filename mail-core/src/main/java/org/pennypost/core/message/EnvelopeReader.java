package org.pennypost.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads envelopes from headers, with one count of addresses for all envelopes of a message. */
final class EnvelopeReader {
    private int addressesLeft;

    EnvelopeReader(int addresses) {
        addressesLeft = addresses;
    }

    // RFC 9051 §7.5.2: sender and reply-to are from where they are missing or empty
    Envelope read(Header header) {
        List<HeaderAddress> from = addresses(header, "From");
        List<HeaderAddress> sender = addresses(header, "Sender");
        List<HeaderAddress> replyTo = addresses(header, "Reply-To");
        return new Envelope(
                text(header, "Date"),
                text(header, "Subject").squeezed(),
                from,
                sender.isEmpty() ? from : sender,
                replyTo.isEmpty() ? from : replyTo,
                addresses(header, "To"),
                addresses(header, "Cc"),
                addresses(header, "Bcc"),
                text(header, "In-Reply-To"),
                text(header, "Message-ID"));
    }

    // RFC 5322 §4.5.3: several fields of recipients are one list; done for originators too, of which it says nothing
    private List<HeaderAddress> addresses(Header header, String name) {
        List<HeaderAddress> addresses = new ArrayList<>();
        for (HeaderField field : header.all(name)) {
            List<HeaderAddress> more = field.addresses(addressesLeft);
            addressesLeft -= more.size();
            addresses.addAll(more);
        }
        return addresses;
    }

    private static RawText text(Header header, String name) {
        return last(header, name).map(HeaderField::value).orElse(RawText.ABSENT);
    }

    private static Optional<HeaderField> last(Header header, String name) {
        List<HeaderField> all = header.all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
