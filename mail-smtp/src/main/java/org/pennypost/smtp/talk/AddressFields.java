package org.pennypost.smtp.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.SenderPolicy;
import org.pennypost.smtp.syntax.SmtpReply;

/**
 * The addresses in the header of a submission: RFC 6409 §5.1 their syntax, §4.2 their domains, §6.1 whose they are.
 *
 * <p>Read as a mail reader reads them, which takes more than RFC 5322 §3.4 allows: what cannot be an address is
 * refused, clumsy punctuation is not.
 */
final class AddressFields {
    private static final List<String> AUTHORS = List.of("From", "Sender");
    private static final List<String> RESENDERS = List.of("Resent-From", "Resent-Sender");
    private static final List<String> RECIPIENTS =
            List.of("Reply-To", "To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc");

    /** All of them. */
    static final List<String> NAMES =
            Stream.of(AUTHORS, RESENDERS, RECIPIENTS).flatMap(List::stream).toList();

    private final SmtpSetup setup;

    AddressFields(SmtpSetup setup) {
        this.setup = setup;
    }

    /** The reply if the message cannot be taken. May block. */
    Optional<SmtpReply> fault(Header header, Origin.Submitter submitter) throws StoreException {
        try {
            List<MailAddress> authors = senders(header, AUTHORS);
            List<MailAddress> resenders = senders(header, RESENDERS);
            for (MailAddress recipient : addresses(header, RECIPIENTS)) {
                if (setup.unqualified(recipient)) {
                    return Optional.of(Replies.HEADER_RECIPIENT_NOT_QUALIFIED);
                }
            }
            if (authors.stream().anyMatch(setup::unqualified)
                    || resenders.stream().anyMatch(setup::unqualified)) {
                return Optional.of(Replies.HEADER_SENDER_NOT_QUALIFIED);
            }
            // RFC 5322 §3.6.6: who sends a message on answers for that, and not for what its author wrote
            return ownership(resenders.isEmpty() ? authors : resenders, submitter);
        } catch (SyntaxException noAddress) {
            return Optional.of(Replies.HEADER_ADDRESS_INVALID);
        }
    }

    // RFC 6409 §6.1: nobody writes in the name of another user; the reverse-path alone is seen by few readers
    private Optional<SmtpReply> ownership(List<MailAddress> senders, Origin.Submitter submitter) throws StoreException {
        SenderPolicy policy = setup.rules().senders();
        if (policy == SenderPolicy.ANY || !(submitter instanceof Origin.User user)) {
            return Optional.empty();
        }
        for (MailAddress sender : senders) {
            if (!policy.permits(user.login(), sender)) {
                return Optional.of(Replies.HEADER_SENDER_NOT_YOURS);
            }
        }
        return Optional.empty();
    }

    // RFC 5322 §3.6.2: from = "From:" mailbox-list CRLF, which is never empty
    private static List<MailAddress> senders(Header header, List<String> names) {
        List<MailAddress> found = new ArrayList<>();
        for (String name : names) {
            for (HeaderField field : header.all(name)) {
                List<MailAddress> more = addresses(field);
                if (more.isEmpty()) {
                    throw new SyntaxException("no address");
                }
                found.addAll(more);
            }
        }
        return found;
    }

    private static List<MailAddress> addresses(Header header, List<String> names) {
        List<MailAddress> found = new ArrayList<>();
        for (String name : names) {
            header.all(name).forEach(field -> found.addAll(addresses(field)));
        }
        return found;
    }

    private static List<MailAddress> addresses(HeaderField field) {
        return field.addresses(MessageLimits.DEFAULTS.addresses()).stream()
                .filter(HeaderAddress.Individual.class::isInstance)
                .map(address -> address((HeaderAddress.Individual) address))
                .toList();
    }

    // RFC 5322 §3.4.1: addr-spec = local-part "@" domain, within the limits of RFC 5321 §4.5.3.1
    private static MailAddress address(HeaderAddress.Individual individual) {
        String localPart = individual.localPart().toString();
        String domain = individual.domain().toString();
        if (localPart.isEmpty() || localPart.indexOf('\uFFFD') >= 0) {
            throw new SyntaxException("no address");
        }
        try {
            return new MailAddress(new LocalPart(localPart), Host.parse(domain, Repertoire.UTF8));
        } catch (IllegalArgumentException tooLong) {
            throw new SyntaxException("no address");
        }
    }
}
