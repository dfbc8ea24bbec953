package org.pennypost.imap.syntax;

import java.util.List;
import org.pennypost.core.message.Envelope;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.RawText;

/** Envelopes on the wire: RFC 9051 §7.5.2 ENVELOPE, §9 {@code envelope}. */
final class EnvelopeWriter {
    private EnvelopeWriter() {}

    /** {@code envelope = "(" env-date SP env-subject SP env-from SP … env-message-id ")"} */
    static void envelope(Envelope envelope, ResponseWriter out) {
        out.ascii("(").nstring(envelope.date()).space().nstring(envelope.subject());
        addresses(envelope.from(), out);
        addresses(envelope.sender(), out);
        addresses(envelope.replyTo(), out);
        addresses(envelope.to(), out);
        addresses(envelope.cc(), out);
        addresses(envelope.bcc(), out);
        out.space().nstring(envelope.inReplyTo()).space().nstring(envelope.messageId());
        out.ascii(")");
    }

    /** {@code SP ("(" 1*address ")" / nil)} */
    private static void addresses(List<HeaderAddress> addresses, ResponseWriter out) {
        if (addresses.isEmpty()) {
            out.space().nil();
            return;
        }
        out.ascii(" (");
        for (int i = 0; i < addresses.size(); i++) {
            address(addresses.get(i), out);
        }
        out.ascii(")");
    }

    /** RFC 9051 §7.5.2: a group begins with an address that has no host, and ends with one that has nothing. */
    private static void address(HeaderAddress address, ResponseWriter out) {
        if (address instanceof HeaderAddress.Individual one) {
            address(one.name(), one.route(), one.localPart(), one.domain(), out);
        } else if (address instanceof HeaderAddress.GroupStart group) {
            // an absent mailbox would mark the end of a group
            RawText name = group.name().isAbsent() ? RawText.EMPTY : group.name();
            address(RawText.ABSENT, RawText.ABSENT, name, RawText.ABSENT, out);
        } else {
            address(RawText.ABSENT, RawText.ABSENT, RawText.ABSENT, RawText.ABSENT, out);
        }
    }

    /** {@code address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"} */
    private static void address(RawText name, RawText adl, RawText mailbox, RawText host, ResponseWriter out) {
        out.ascii("(").nstring(name).space().nstring(adl).space();
        out.nstring(mailbox).space().nstring(host).ascii(")");
    }
}
